package assay.cli;

import assay.Interval;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A readout in words and figures. */
final class ReadoutText {

    private final Readout readout;
    private final double level;

    ReadoutText(Readout readout) {
        this.readout = readout;
        this.level = 1 - readout.options().alpha();
    }

    String format(Format format) {
        return switch (format) {
            case TABLE -> words("", "");
            case MD -> words("- ", "**");
            case CSV -> rows().format(Format.CSV);
            case JSON -> Rows.toJson(ReadoutJson.of(readout, rows()));
        };
    }

    /** One row per comparison, lifts in percentage points. */
    Rows rows() {
        Rows rows = new Rows(
                "metric",
                "role",
                "arm",
                "control",
                "users_control",
                "conversions_control",
                "users",
                "conversions",
                "rate_control",
                "rate",
                "lift_pp",
                "std_error",
                "conf_low_pp",
                "conf_high_pp",
                "relative_lift",
                "relative_conf_low",
                "relative_conf_high",
                "statistic",
                "p_value",
                "p_adjusted",
                "p_fisher",
                "p_yates",
                "conf_level",
                "detectable_pp",
                "margin_pp",
                "safe");
        for (Readout.Compared arm : readout.arms()) {
            add(rows, "primary", arm.arm(), arm.proportions(), arm.adjusted(), Double.NaN, null);
        }
        for (Readout.Guarded guarded : readout.guardrails()) {
            add(
                    rows,
                    "guardrail",
                    guarded.row(),
                    guarded.proportions(),
                    Double.NaN,
                    100 * guarded.margin(),
                    guarded.safe());
        }
        return rows;
    }

    private void add(
            Rows rows,
            String role,
            ReadoutTable.Row arm,
            Proportions p,
            double adjusted,
            double margin,
            @Nullable Boolean safe) {
        Interval lift = p.interval(level);
        Interval relative = p.relativeInterval(level);
        rows.add(
                arm.metric(),
                role,
                arm.variant(),
                readout.control().variant(),
                p.usersBefore(),
                p.conversionsBefore(),
                p.usersAfter(),
                p.conversionsAfter(),
                p.before(),
                p.after(),
                100 * p.lift(),
                p.unpooledError(),
                100 * lift.lower(),
                100 * lift.upper(),
                p.relativeLift(),
                relative.lower(),
                relative.upper(),
                p.z(),
                p.p(),
                adjusted,
                p.fisher(),
                p.yates(),
                level,
                100 * p.detectable(readout.options().alpha(), readout.options().power()),
                margin,
                safe);
    }

    private String words(String bullet, String strong) {
        StringBuilder out = new StringBuilder();
        out.append(strong)
                .append(readout.action())
                .append(strong)
                .append(": ")
                .append(readout.reason())
                .append(".\n\n");
        ReadoutTable.Row control = readout.control();
        line(out, bullet, "%s converted %s users.", control.variant(), of(control.conversions(), control.users()));
        for (Readout.Compared arm : readout.arms()) {
            compared(out, bullet, arm);
        }
        for (Readout.Guarded guarded : readout.guardrails()) {
            guarded(out, bullet, guarded);
        }
        line(
                out,
                bullet,
                "Users per arm against %s shares: p = %.3g.",
                readout.options().shares().isEmpty() ? "equal" : "the planned",
                readout.shareP());
        return out.toString();
    }

    private void compared(StringBuilder out, String bullet, Readout.Compared arm) {
        Proportions p = arm.proportions();
        Interval lift = p.interval(level);
        Interval relative = p.relativeInterval(level);
        line(out, bullet, "%s converted %s users.", arm.arm().variant(), of(p.conversionsAfter(), p.usersAfter()));
        line(
                out,
                bullet,
                "%s: %+.2f percentage points, %.0f%% interval %+.2f to %+.2f.",
                arm.arm().variant(),
                100 * p.lift(),
                100 * level,
                100 * lift.lower(),
                100 * lift.upper());
        line(
                out,
                bullet,
                "%s",
                Double.isNaN(p.relativeLift())
                        ? "No relative lift, as control has no conversions."
                        : String.format(
                                Locale.ROOT,
                                "Relative to control: %+.1f%%, interval %+.1f%% to %+.1f%%.",
                                100 * p.relativeLift(),
                                100 * relative.lower(),
                                100 * relative.upper()));
        line(
                out,
                bullet,
                "z %.4f, p %.4g%s; Fisher's exact p %.4g, Yates %.4g%s.",
                p.z(),
                p.p(),
                readout.arms().size() > 1
                        ? String.format(
                                Locale.ROOT,
                                ", %.4g adjusted for %d arms (Holm)",
                                arm.adjusted(),
                                readout.arms().size())
                        : "",
                p.fisher(),
                p.yates(),
                p.isLarge() ? "" : " (few conversions: Fisher decides)");
        line(
                out,
                bullet,
                "Found with %.0f%% power: a lift of %.2f points or more.",
                100 * readout.options().power(),
                100 * p.detectable(readout.options().alpha(), readout.options().power()));
    }

    private static void guarded(StringBuilder out, String bullet, Readout.Guarded guarded) {
        Proportions p = guarded.proportions();
        String margin = Double.isNaN(guarded.margin())
                ? "no margin is stated: not shown safe"
                : String.format(
                        Locale.ROOT,
                        "%.2g tolerated: %s",
                        100 * guarded.margin(),
                        guarded.safe() ? "shown safe" : guarded.harmed() ? "harmed" : "not shown safe");
        line(
                out,
                bullet,
                "Guardrail %s, %s: %s against %s; worse by %+.1f points, at most %+.1f; %s.",
                guarded.row().metric(),
                guarded.row().variant(),
                of(p.conversionsAfter(), p.usersAfter()),
                of(p.conversionsBefore(), p.usersBefore()),
                100 * guarded.estimate(),
                100 * guarded.harm().upper(),
                margin);
    }

    private static String of(long conversions, long users) {
        return String.format(Locale.ROOT, "%,d of %,d (%.2f%%)", conversions, users, 100.0 * conversions / users);
    }

    private static void line(StringBuilder out, String bullet, String format, Object... values) {
        out.append(bullet).append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
