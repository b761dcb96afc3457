package assay.site;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The commands of LaTeX mathematics that stand for one sign, a name, a space or an accent. */
final class TexSymbols {

    private static final Map<String, String> IDENTIFIERS = pairs("alpha α beta β gamma γ delta δ epsilon ϵ "
            + "varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ "
            + "sigma σ tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ "
            + "Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω infty ∞ ell ℓ emptyset ∅ varnothing ∅ partial ∂ "
            + "nabla ∇ hbar ℏ Re ℜ Im ℑ imath ı jmath ȷ top ⊤ bot ⊥ dagger † prime ′ degree °");

    private static final Map<String, String> OPERATORS = pairs("cdot ⋅ times × div ÷ pm ± mp ∓ ast ∗ star ⋆ circ ∘ "
            + "bullet • oplus ⊕ otimes ⊗ odot ⊙ le ≤ leq ≤ leqslant ≤ ge ≥ geq ≥ geqslant ≥ ne ≠ neq ≠ ll ≪ gg ≫ "
            + "approx ≈ equiv ≡ sim ∼ simeq ≃ cong ≅ propto ∝ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ "
            + "supseteq ⊇ cup ∪ cap ∩ setminus ∖ land ∧ wedge ∧ lor ∨ vee ∨ lnot ¬ neg ¬ forall ∀ exists ∃ "
            + "to → rightarrow → leftarrow ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ "
            + "implies ⟹ iff ⟺ mapsto ↦ longrightarrow ⟶ uparrow ↑ downarrow ↓ perp ⟂ parallel ∥ mid ∣ "
            + "dots … ldots … cdots ⋯ vdots ⋮ ddots ⋱ colon : vert | Vert ‖ | ‖ lVert ‖ rVert ‖ lvert | rvert | "
            + "langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lbrace { rbrace } { { } } lbrack [ rbrack ] "
            + "backslash \\ triangleq ≜ coloneqq ≔ indep ⫫ checkmark ✓ square □ blacksquare ■ hash # % % # # _ _ & & "
            + "$ $");

    private static final Map<String, String> LARGE = pairs("sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ oint ∮ bigcup ⋃ "
            + "bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigvee ⋁ bigwedge ⋀");

    private static final Map<String, String> ACCENTS = pairs("hat ^ widehat ^ bar ¯ overline ¯ tilde ~ widetilde ~ "
            + "vec → dot ˙ ddot ¨ check ˇ breve ˘ acute ´ grave `");

    private static final Map<String, String> SPACES = pairs(", 0.167em : 0.222em ; 0.278em ! -0.167em quad 1em "
            + "qquad 2em enspace 0.5em thinspace 0.167em medspace 0.222em thickspace 0.278em negthinspace -0.167em");

    private static final Set<String> NAMES = Set.of(
            "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "deg", "det", "dim", "exp", "gcd", "hom", "ker",
            "lg", "ln", "log", "sec", "sin", "sinh", "tan", "tanh", "logit", "expit");

    private static final Set<String> LIMIT_NAMES =
            Set.of("argmax", "argmin", "inf", "lim", "liminf", "limsup", "max", "min", "Pr", "sup", "plim");

    private static final Set<String> IGNORED = Set.of(
            "displaystyle",
            "textstyle",
            "scriptstyle",
            "limits",
            "nolimits",
            "big",
            "Big",
            "bigg",
            "Bigg",
            "bigl",
            "bigr",
            "Bigl",
            "Bigr",
            "biggl",
            "biggr",
            "Biggl",
            "Biggr",
            "nonumber",
            "notag",
            "middle",
            "bigm",
            "Bigm");

    private TexSymbols() {}

    private static Map<String, String> pairs(String text) {
        String[] words = text.split(" ", -1);
        Map<String, String> pairs = new HashMap<>();
        for (int i = 0; i + 1 < words.length; i += 2) {
            pairs.put(words[i], words[i + 1]);
        }
        return Map.copyOf(pairs);
    }

    static String identifier(String command) {
        return IDENTIFIERS.getOrDefault(command, "");
    }

    static String operator(String command) {
        return OPERATORS.getOrDefault(command, "");
    }

    static String large(String command) {
        return LARGE.getOrDefault(command, "");
    }

    static String accent(String command) {
        return ACCENTS.getOrDefault(command, "");
    }

    static String space(String command) {
        return command.isBlank() ? "0.25em" : SPACES.getOrDefault(command, "");
    }

    static boolean isName(String command) {
        return NAMES.contains(command);
    }

    static boolean isLimitName(String command) {
        return LIMIT_NAMES.contains(command);
    }

    static boolean isIgnored(String command) {
        return IGNORED.contains(command);
    }
}
