package assay.site;

import java.util.List;

/** Fields of a calculator: every one with a label, a unit, a hint and a place for its error, bound by name in {@code calc/ui.js}. */
final class CalcForm {

    private final Html html;

    CalcForm(Html html) {
        this.html = html;
    }

    /** A choice of a radio group or a select. */
    record Choice(String value, String label) {}

    CalcForm group(String title) {
        html.open("fieldset").leaf("legend", title);
        return this;
    }

    CalcForm end() {
        html.close().line();
        return this;
    }

    /** A number with its range; the first unit may be empty. */
    CalcForm number(String name, String label, String unit, String value, String step, String hint) {
        open(name, label, "");
        html.open("span", "class", "control");
        input("number", name, value, hint, "step", step, "inputmode", "decimal");
        if (!unit.isEmpty()) {
            html.leaf("span", unit, "class", "unit");
        }
        html.close();
        return finish(name, hint);
    }

    /** A slider, with its value beside it. */
    CalcForm slider(String name, String label, String unit, String value, String[] range, String hint) {
        open(name, label, "wide");
        html.open("span", "class", "control");
        input("range", name, value, hint, "min", range[0], "max", range[1], "step", range[2]);
        html.leaf("output", value + unit, "for", "f-" + name, "data-unit", unit, "data-shows", name);
        html.close();
        return finish(name, hint);
    }

    CalcForm text(String name, String label, String value, String hint) {
        open(name, label, "wide");
        html.open("span", "class", "control");
        input("text", name, value, hint, "autocomplete", "off", "spellcheck", "false");
        html.close();
        return finish(name, hint);
    }

    CalcForm date(String name, String label, String value, String hint) {
        open(name, label, "");
        html.open("span", "class", "control");
        input("date", name, value, hint);
        html.close();
        return finish(name, hint);
    }

    CalcForm select(String name, String label, List<Choice> choices, String hint) {
        open(name, label, "wide");
        html.open("select", "id", "f-" + name, "name", name, "aria-describedby", described(name, hint));
        choices.forEach(choice -> html.leaf("option", choice.label(), "value", choice.value()));
        html.close();
        return finish(name, hint);
    }

    /** Buttons of which one is on; the first at the start. */
    CalcForm choice(String name, String label, List<Choice> choices) {
        html.open("div", "class", "field wide", "data-field", name, "role", "radiogroup", "aria-label", label);
        html.leaf("span", label, "class", "label", "aria-hidden", "true");
        html.open("span", "class", "segments");
        for (int i = 0; i < choices.size(); i++) {
            html.open("label");
            String id = "f-" + name + "-" + choices.get(i).value();
            String value = choices.get(i).value();
            if (i == 0) {
                html.empty("input", "type", "radio", "id", id, "name", name, "value", value, "checked", "checked");
            } else {
                html.empty("input", "type", "radio", "id", id, "name", name, "value", value);
            }
            html.leaf("span", choices.get(i).label()).close();
        }
        html.close();
        html.leaf("span", "", "class", "error", "id", "f-" + name + "-error", "aria-live", "polite")
                .close();
        html.line();
        return this;
    }

    private void open(String name, String label, String more) {
        html.open("div", "class", more.isEmpty() ? "field" : "field " + more, "data-field", name);
        html.leaf("label", label, "for", "f-" + name);
    }

    private void input(String type, String name, String value, String hint, String... more) {
        String[] all = new String[more.length + 10];
        String[] own = {
            "type", type, "id", "f-" + name, "name", name, "value", value, "aria-describedby", described(name, hint)
        };
        System.arraycopy(own, 0, all, 0, own.length);
        System.arraycopy(more, 0, all, own.length, more.length);
        html.empty("input", all);
    }

    private static String described(String name, String hint) {
        return (hint.isEmpty() ? "" : "f-" + name + "-hint ") + "f-" + name + "-error";
    }

    private CalcForm finish(String name, String hint) {
        if (!hint.isEmpty()) {
            html.leaf("span", hint, "class", "hint", "id", "f-" + name + "-hint");
        }
        html.leaf("span", "", "class", "error", "id", "f-" + name + "-error", "aria-live", "polite")
                .close();
        html.line();
        return this;
    }
}
