package assay.multiplicity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.multiplicity.GammaSequence.Shape;
import assay.random.Philox;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.util.FastMath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class OnlineStreamTest {

    static List<OnlineRule> rules() {
        return List.of(
                LordPlusPlus.standard(0.05),
                new LordPlusPlus(0.1, 0.02, GammaSequence.upTo(Shape.LORD, 30)),
                Saffron.standard(0.05),
                new Saffron(0.1, 0.03, 0.25, GammaSequence.upTo(Shape.POWER, 50)),
                new ELond(0.05));
    }

    /** The integral of the rest: of x^-1.6 directly, of log x / (x exp(sqrt(log x))) by u = sqrt(log x). */
    @ParameterizedTest
    @EnumSource
    void sharesSumToOne(Shape shape) {
        GammaSequence shares = GammaSequence.endless(shape);
        int last = 1_000_000;
        double sum = 0;
        for (int j = last; j >= 1; j--) {
            sum += shares.share(j);
        }
        double u = FastMath.sqrt(FastMath.log(last + 0.5));
        double rest = shape == Shape.POWER
                ? FastMath.pow(last + 0.5, -0.6) / 0.6
                : 2 * FastMath.exp(-u) * (u * u * u + 3 * u * u + 6 * u + 6);
        assertThat(sum + rest * shares.share(1) / shape.weight(1)).isCloseTo(1, within(1e-9));
        GammaSequence ten = GammaSequence.upTo(shape, 10);
        double all = 0;
        for (int j = 1; j <= 10; j++) {
            all += ten.share(j);
            assertThat(ten.share(j) / ten.share(1)).isCloseTo(shares.share(j) / shares.share(1), within(1e-14));
        }
        assertThat(all).isCloseTo(1, within(1e-14));
        assertThat(ten.share(11)).isZero();
    }

    /** math.md G2: with the constant 0.0722 the first two million shares of LORD sum to .504, those of SAFFRON begin at .4375. */
    @Test
    void sharesAreThoseOfThePapers() {
        double sum = 0;
        for (int j = 2_000_000; j >= 1; j--) {
            sum += Shape.LORD.weight(j);
        }
        assertThat(0.0722 * sum).isCloseTo(0.504, within(5e-4));
        assertThat(GammaSequence.endless(Shape.POWER).share(1)).isCloseTo(0.4375, within(5e-5));
    }

    /** The levels by their definitions, from the p-values so far. */
    @Test
    void levelsAreThoseOfTheDefinitions() {
        Philox random = new Philox(81, 0, 0);
        for (OnlineRule rule : rules()) {
            OnlineStream stream = OnlineStream.start(rule);
            List<Double> past = new ArrayList<>();
            List<Integer> rejected = new ArrayList<>();
            for (int t = 1; t <= 60; t++) {
                double level = byDefinition(rule, past, rejected);
                assertThat(stream.level()).as("%s at %s", rule, t).isCloseTo(level, within(1e-15));
                double p = FastMath.pow(random.nextDouble(), t % 3 == 0 ? 12 : 1);
                double evidence = rule instanceof ELond ? -FastMath.log(p) : p;
                stream = stream.after(evidence);
                boolean rejects = rule instanceof ELond ? 1 / p >= 1 / level : p <= level;
                assertThat(stream.rejectedLast()).isEqualTo(rejects);
                past.add(p);
                if (rejects) {
                    rejected.add(t);
                }
            }
            assertThat(stream.rejections()).isEqualTo(rejected).isNotEmpty();
        }
    }

    private static double byDefinition(OnlineRule rule, List<Double> past, List<Integer> rejected) {
        int t = past.size() + 1;
        if (rule instanceof ELond e) {
            return e.rate() * ELond.gamma(t) * (rejected.size() + 1);
        }
        if (rule instanceof LordPlusPlus lord) {
            double level = lord.firstWealth() * lord.shares().share(t);
            for (int j = 0; j < rejected.size(); j++) {
                double won = j == 0 ? lord.rate() - lord.firstWealth() : lord.rate();
                level += won * lord.shares().share(t - rejected.get(j));
            }
            return level;
        }
        Saffron saffron = (Saffron) rule;
        double sum = 0;
        for (int j = 0; j <= rejected.size(); j++) {
            int since = j == 0 ? 0 : rejected.get(j - 1);
            int candidates = 0;
            for (int i = since + 1; i < t; i++) {
                candidates += past.get(i - 1) <= saffron.lambda() ? 1 : 0;
            }
            double won =
                    j == 0 ? saffron.firstWealth() : j == 1 ? saffron.rate() - saffron.firstWealth() : saffron.rate();
            sum += won * saffron.shares().share(t - since - candidates);
        }
        return Math.min(saffron.lambda(), (1 - saffron.lambda()) * sum);
    }

    /** What makes LORD++ keep its rate: levels so far never sum to more than q times the rejections, or q before the first. */
    @Test
    void wealthIsNeverOverspent() {
        Philox random = new Philox(82, 0, 0);
        OnlineStream stream = OnlineStream.start(LordPlusPlus.standard(0.05));
        double spent = 0;
        for (int t = 0; t < 300; t++) {
            spent += stream.level();
            stream = stream.after(t % 10 == 3 ? 1e-9 : random.nextDouble());
            assertThat(spent)
                    .isLessThanOrEqualTo(0.05 * Math.max(1, stream.rejections().size()));
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aStreamIsWrittenDownAndGoesOn(OnlineRule rule) {
        OnlineStream stream = OnlineStream.start(rule);
        double[] evidence = rule instanceof ELond ? new double[] {9, 0, -2, 12} : new double[] {1e-8, .4, .9, 1e-9};
        for (double value : evidence) {
            OnlineStream read = OnlineStream.parse(stream.text());
            assertThat(read).isEqualTo(stream);
            assertThat(read.after(value)).isEqualTo(stream.after(value));
            stream = stream.after(value);
        }
        assertThat(stream.rejections()).contains(1, 4);
        assertThat(OnlineStream.start(rule).tested()).isZero();
        assertThat(rule.keeps()).isEqualTo(ErrorRate.FALSE_DISCOVERY);
        assertThat(rule.dependence()).isEqualTo(rule instanceof ELond ? Dependence.ARBITRARY : Dependence.INDEPENDENT);
    }

    @Test
    void refusesWhatIsNoState() {
        OnlineStream lord = OnlineStream.start(LordPlusPlus.standard(0.05));
        assertThatThrownBy(() -> lord.after(1.5)).hasMessageContaining("p-values");
        assertThatThrownBy(() -> lord.after(Double.NaN)).hasMessageContaining("p-values");
        assertThatThrownBy(() -> OnlineStream.start(new ELond(0.1)).after(Double.NaN))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> OnlineStream.parse("bh rate=0.1 tested=0")).hasMessageContaining("lord, saffron");
        assertThatThrownBy(() -> OnlineStream.parse("lord rate=0.1")).hasMessageContaining("lacks");
        assertThatThrownBy(() -> OnlineStream.parse("e-lond rate=x tested=0 candidates= rejections="))
                .hasMessageContaining("unreadable");
        assertThatThrownBy(() -> OnlineStream.parse("e-lond rate=0.1 tested")).hasMessageContaining("key=value");
        assertThatThrownBy(() -> OnlineStream.parse("e-lond rate=0.1 tested=1 candidates= rejections=2"))
                .hasMessageContaining("increase");
        assertThatThrownBy(() -> new LordPlusPlus(0.05, 0.05, GammaSequence.endless(Shape.LORD)))
                .hasMessageContaining("wealth");
        assertThatThrownBy(() -> GammaSequence.upTo(Shape.LORD, 0)).hasMessageContaining("horizon");
    }
}
