package assay.cli;

import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Values as they are written in Java. */
final class JavaSource {

    private JavaSource() {}

    /** An expression that makes an equal value; empty where there is none, as for a rule given in code. */
    static Optional<String> of(Object value) {
        if (value instanceof Enum<?> option) {
            return Optional.of(option.getDeclaringClass().getCanonicalName() + "." + option.name());
        }
        if (value instanceof Double number) {
            return Optional.of(
                    Double.isFinite(number)
                            ? number.toString()
                            : Double.isNaN(number)
                                    ? "Double.NaN"
                                    : number > 0 ? "Double.POSITIVE_INFINITY" : "Double.NEGATIVE_INFINITY");
        }
        if (value instanceof Long number) {
            return Optional.of(number + "L");
        }
        if (value instanceof Number || value instanceof Boolean) {
            return Optional.of(value.toString());
        }
        if (value instanceof String text && text.matches("[ -~&&[^\"\\\\]]*")) {
            return Optional.of('"' + text + '"');
        }
        if (value instanceof List<?> list) {
            return each(list).map(elements -> "java.util.List.of(" + elements + ")");
        }
        if (value instanceof Record record) {
            return hasUsual(record) ? Optional.of(record.getClass().getCanonicalName() + ".standard()") : made(record);
        }
        return Optional.empty();
    }

    private static Optional<String> made(Record record) {
        Class<?> type = record.getClass();
        boolean open = Modifier.isPublic(type.getModifiers());
        for (Class<?> around = type; around != null; around = around.getEnclosingClass()) {
            open &= Modifier.isPublic(around.getModifiers());
        }
        if (!open) {
            return Optional.empty();
        }
        List<Object> values = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            try {
                values.add(component.getAccessor().invoke(record));
            } catch (ReflectiveOperationException e) {
                return Optional.empty();
            }
        }
        return each(values).map(arguments -> "new " + type.getCanonicalName() + "(" + arguments + ")");
    }

    private static Optional<String> each(List<?> values) {
        List<String> written = new ArrayList<>();
        for (Object value : values) {
            Optional<String> one = of(value);
            if (one.isEmpty()) {
                return Optional.empty();
            }
            written.add(one.get());
        }
        return Optional.of(String.join(", ", written));
    }

    /** Whether the type of a value names its usual choice. */
    static boolean hasUsual(Object value) {
        try {
            return value.equals(value.getClass().getMethod("standard").invoke(null));
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
