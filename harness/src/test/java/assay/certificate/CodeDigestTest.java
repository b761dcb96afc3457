package assay.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CodeDigestTest {

    private static final String SELF = CodeDigestTest.class.getName();

    private final Map<String, String> sources = new HashMap<>(Map.of(
            SELF,
            "package assay.certificate; import assay.far.Away; class CodeDigestTest { Near near; /* Ghost */ }",
            "assay.certificate.Near",
            "class Near { String s = \"// not a comment\"; assay.other.Full f; }",
            "assay.certificate.Ghost",
            "class Ghost {}",
            "assay.far.Away",
            "package assay.far; class Away { Friend f; Near n; }",
            "assay.far.Friend",
            "class Friend { int x = 1; }",
            "assay.other.Full",
            "class Full {}",
            "assay.certificate.Stranger",
            "class Stranger {}"));

    private String digest() {
        CodeDigest digest = new CodeDigest(name -> Optional.ofNullable(sources.get(name)));
        return digest.of(List.of(CodeDigestTest.class));
    }

    @Test
    void followsImportsThePackageAndFullNames() {
        CodeDigest digest = new CodeDigest(name -> Optional.ofNullable(sources.get(name)));
        assertThat(digest.closure(List.of(CodeDigestTest.class)))
                .containsExactly(
                        SELF, "assay.certificate.Near", "assay.far.Away", "assay.far.Friend", "assay.other.Full");
    }

    @Test
    void commentsAndLayoutDoNotCount() {
        String before = digest();
        sources.put("assay.far.Friend", "// Why.\nclass  Friend {\n  /** One. */ int x=1; }");
        assertThat(digest()).isEqualTo(before);
    }

    @Test
    void codeCountsWhereverItIsReached() {
        String before = digest();
        sources.put("assay.far.Friend", "class Friend { int x = 2; }");
        assertThat(digest()).isNotEqualTo(before);
    }

    @Test
    void textThatLooksLikeACommentCounts() {
        String before = digest();
        sources.put("assay.certificate.Near", "class Near { String s = \"// nota comment\"; assay.other.Full f; }");
        assertThat(digest()).isNotEqualTo(before);
    }

    @Test
    void otherCodeDoesNotCount() {
        String before = digest();
        sources.put("assay.certificate.Stranger", "class Stranger { int changed; }");
        assertThat(digest()).isEqualTo(before);
    }

    @Test
    void tokensOfTrickySource() {
        assertThat(JavaTokens.of("a/*x*/+'\\'' \"\\\"//\" \"\"\"\nq\"q\"\"\"//end"))
                .containsExactly("a", "+", "'\\''", "\"\\\"//\"", "\"\"\"\nq\"q\"\"\"");
        assertThat(JavaTokens.of("a /* open")).containsExactly("a");
    }

    /** NIST FIPS 180-4 example: SHA-256 of "abc". */
    @Test
    void keysAreTheFirst64BitsOfSha256() {
        assertThat(Sha256.hex("abc"))
                .isEqualTo("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(Sha256.key("abc")).isEqualTo(0xba7816bf8f01cfeaL);
    }
}
