package assay.registry;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A row of a table: its columns by name, without those that are null.
 *
 * @param values numbers, text, instants and dates
 */
record Row(SortedMap<String, Object> values) {

    /** A row to be filled. */
    Row() {
        this(new TreeMap<>());
    }

    /** Adds a column. */
    Row with(String name, Object value) {
        values.put(name, plain(value));
        return this;
    }

    /** Adds a column, or leaves it null where the number is none. */
    Row withNumber(String name, double value) {
        return Double.isFinite(value) ? with(name, value) : this;
    }

    /** Adds a column, or leaves it null. */
    Row withOptional(String name, Optional<?> value) {
        value.ifPresent(present -> with(name, present));
        return this;
    }

    /** A value as the store keeps it: times to the microsecond. */
    static Object plain(Object value) {
        if (value instanceof OffsetDateTime at) {
            return at.toInstant();
        }
        if (value instanceof Instant at) {
            return at.truncatedTo(ChronoUnit.MICROS);
        }
        boolean kept = value instanceof Number || value instanceof java.time.LocalDate;
        return kept ? value : value.toString();
    }

    /** The digest of the row: of its columns in the order of their names, without those that are null. */
    String digest() {
        JsonObject text = new JsonObject();
        values.forEach((name, value) -> text.addProperty(name, value.toString()));
        return Digest.of(text.toString());
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    String text(String name) {
        return value(name).toString();
    }

    Optional<String> optionalText(String name) {
        return Optional.ofNullable(values.get(name)).map(Object::toString);
    }

    long number(String name) {
        return ((Number) value(name)).longValue();
    }

    int integer(String name) {
        return Math.toIntExact(number(name));
    }

    double real(String name) {
        return values.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    OptionalDouble optionalReal(String name) {
        return has(name) ? OptionalDouble.of(real(name)) : OptionalDouble.empty();
    }

    Instant instant(String name) {
        return (Instant) value(name);
    }

    Optional<Instant> optionalInstant(String name) {
        return Optional.ofNullable(values.get(name)).map(Instant.class::cast);
    }

    private Object value(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new RegistryException(
                    RegistryProblem.STORE_TAMPERED,
                    "a row of the store lacks '" + name + "'; run the log with --verify.");
        }
        return value;
    }
}
