// arguments: rules to run alone (empty: all of the tags), callback
const only = arguments[0], done = arguments[arguments.length - 1];
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const options = {
  resultTypes: ["violations"],
  runOnly: only.length ? { type: "rule", values: only } : { type: "tag", values: tags },
};
if (!only.length) options.rules = { "target-size": { enabled: true } };
axe.run(document, options).then(
  result => done(result.violations.flatMap(v => [
    v.id + " (" + v.help + "), " + v.nodes.length + " times: " + v.nodes.slice(0, 3).map(
      n => n.target.join(" ") + " " + n.html.slice(0, 140) + " " + (n.any[0] ? n.any[0].message : "")).join(" | "),
  ])),
  error => done(["axe failed: " + error]));
