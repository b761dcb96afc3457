package assay.contract;

import java.nio.file.Path;

/**
 * One mistake in a contract: where, what, and what to do.
 *
 * @param file the file
 * @param line from 1; 0 where the file as a whole is meant
 * @param column from 1; 0 where the file as a whole is meant
 * @param field the field, such as {@code metrics[2].margin}; empty where the file as a whole is meant
 * @param why what is wrong, a sentence without its full stop
 * @param fix what to do, a sentence
 */
public record ContractProblem(Path file, int line, int column, String field, String why, String fix) {

    /**
     * The mistake on one line, beginning with the place as editors and terminals understand it.
     *
     * @return such as {@code experiment.yaml:12:3: primary_metric: there is no metric 'x'. ...}
     */
    public String text() {
        String place = line == 0 ? file + ": " : file + ":" + line + ":" + column + ": ";
        return place + (field.isEmpty() ? "" : field + ": ") + why + ". " + fix;
    }
}
