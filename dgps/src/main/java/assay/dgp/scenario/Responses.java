package assay.dgp.scenario;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * All responses of users, and the segments that respond otherwise.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a response has no signal or one that does not fit it.
 *
 * @param signals by response, all of them
 * @param overrides effects in segments: what a user's dimension says replaces the effect of all; where two dimensions speak, their
 *     differences from it add up
 */
public record Responses(Map<Response, Signal> signals, List<SegmentEffect> overrides) {

    /**
     * The effects in a segment.
     *
     * @param dimension one of {@link Population#SEGMENTS}
     * @param value its value
     * @param response what is changed
     * @param effects by treatment
     */
    public record SegmentEffect(String dimension, String value, Response response, List<Double> effects) {
        public SegmentEffect {
            effects = List.copyOf(effects);
        }
    }

    public Responses {
        for (Response response : Response.values()) {
            Signal signal = signals.get(response);
            if (signal == null) {
                throw new IllegalArgumentException(response.metric() + " has no signal");
            }
            signal.check(response);
        }
        signals = Collections.unmodifiableMap(new EnumMap<>(signals));
        overrides = List.copyOf(overrides);
    }

    /**
     * Usual rates of a young subscription service, without any effect.
     *
     * @return the responses
     */
    public static Responses standard() {
        Map<Response, Signal> signals = new EnumMap<>(Response.class);
        signals.put(Response.CONVERSION, Signal.event(0.10, 0.5));
        signals.put(Response.RETENTION_7D, Signal.event(0.23, 0.5));
        signals.put(Response.RETENTION_30D, Signal.event(0.11, 0.5));
        signals.put(Response.REVENUE, Signal.amount(0.15, 1.85, 7.5, 0.6));
        signals.put(Response.ENGAGEMENT, Signal.amount(1, 38, 17, 0.7));
        signals.put(Response.UNINSTALL, Signal.event(0.012, -0.3));
        signals.put(Response.SUPPORT_TICKET, Signal.event(0.018, -0.2));
        signals.put(Response.CLICK, Signal.event(0.12, 0.3));
        return new Responses(signals, List.of());
    }

    /**
     * The signal of a response.
     *
     * @param response the response
     * @return its signal
     */
    public Signal of(Response response) {
        return Objects.requireNonNull(signals.get(response));
    }

    /**
     * With another signal.
     *
     * @param response the response
     * @param signal its signal
     * @return the changed responses
     */
    public Responses with(Response response, Signal signal) {
        Map<Response, Signal> changed = new EnumMap<>(signals);
        changed.put(response, signal);
        return new Responses(changed, overrides);
    }

    /**
     * With other effects of a response on all.
     *
     * @param response the response
     * @param effects by treatment
     * @return the changed responses
     */
    public Responses with(Response response, Double... effects) {
        return with(response, of(response).withEffects(List.of(effects)));
    }

    /**
     * With other segments.
     *
     * @param changed effects in segments
     * @return the changed responses
     */
    public Responses withOverrides(List<SegmentEffect> changed) {
        return new Responses(signals, changed);
    }

    /** All effects times a number. */
    Responses scaled(double factor) {
        Map<Response, Signal> changed = new EnumMap<>(Response.class);
        signals.forEach((r, s) -> changed.put(r, s.withEffects(scaled(s.effects(), factor))));
        return new Responses(
                changed,
                overrides.stream()
                        .map(o -> new SegmentEffect(o.dimension, o.value, o.response, scaled(o.effects, factor)))
                        .toList());
    }

    private static List<Double> scaled(List<Double> effects, double factor) {
        // Zero times a negative effect would be -0, which prints otherwise.
        return effects.stream().map(e -> e * factor + 0.0).toList();
    }

    /** Whether any treatment changes anything. */
    boolean effective() {
        return signals.values().stream().anyMatch(s -> moved(s.effects()))
                || overrides.stream().anyMatch(o -> moved(o.effects()));
    }

    private static boolean moved(List<Double> effects) {
        return effects.stream().anyMatch(e -> e != 0);
    }
}
