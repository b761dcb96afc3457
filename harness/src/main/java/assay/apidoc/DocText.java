package assay.apidoc;

import com.sun.source.doctree.AttributeTree;
import com.sun.source.doctree.BlockTagTree;
import com.sun.source.doctree.CommentTree;
import com.sun.source.doctree.DeprecatedTree;
import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EndElementTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.InheritDocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.ReferenceTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.SeeTree;
import com.sun.source.doctree.SinceTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.SummaryTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.doctree.ThrowsTree;
import com.sun.source.doctree.ValueTree;
import com.sun.source.util.DocTreePath;
import com.sun.source.util.DocTrees;
import com.sun.source.util.SimpleDocTreeVisitor;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/** The comment of one element, part by part, as safe HTML. */
final class DocText {

    private static final Pattern PACKAGE = Pattern.compile("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])");

    private final DocTrees trees;
    private final ApiElements elements;
    private final Element element;
    private final Optional<DocCommentTree> comment;

    DocText(DocTrees trees, ApiElements elements, Element element) {
        this.trees = trees;
        this.elements = elements;
        this.element = element;
        // Of an element without a source there is no path, and no comment.
        this.comment = Optional.ofNullable(trees.getPath(element)).map(path -> comment(trees, element));
    }

    private static @Nullable DocCommentTree comment(DocTrees trees, Element element) {
        return trees.getDocCommentTree(element);
    }

    boolean exists() {
        return comment.isPresent();
    }

    String body() {
        return comment.map(doc -> write(doc.getFullBody(), SafeHtml.Flow.BLOCKS, DocText::whole))
                .orElse("");
    }

    /** The first sentence. */
    String first() {
        SafeHtml out = new SafeHtml(SafeHtml.Flow.SENTENCE);
        new Writer(out, DocText::whole, new Sentence()).all(whole());
        String sentence = out.finish();
        return sentence.endsWith(":") ? sentence.substring(0, sentence.length() - 1) + "." : sentence;
    }

    private List<? extends DocTree> whole() {
        return comment.map(DocCommentTree::getFullBody).orElse(List.of());
    }

    String parameter(String name) {
        return item(doc -> doc.parameterTree(name, false));
    }

    String typeParameter(String name) {
        return item(doc -> doc.parameterTree(name, true));
    }

    private List<? extends DocTree> parameterTree(String name, boolean ofType) {
        return blocks(ParamTree.class)
                .filter(tag -> tag.isTypeParameter() == ofType
                        && tag.getName().getName().contentEquals(name))
                .findFirst()
                .map(ParamTree::getDescription)
                .orElse(List.of());
    }

    String returns() {
        return item(doc -> doc.blocks(ReturnTree.class)
                .findFirst()
                .map(ReturnTree::getDescription)
                .orElse(List.of()));
    }

    String since() {
        return item(doc ->
                doc.blocks(SinceTree.class).findFirst().map(SinceTree::getBody).orElse(List.of()));
    }

    /** What is said of its being deprecated; nothing if it is not. */
    Optional<String> deprecated() {
        return blocks(DeprecatedTree.class)
                .findFirst()
                .map(tag -> write(tag.getBody(), SafeHtml.Flow.ITEM, d -> List.of()));
    }

    /** An exception and when it is thrown, each as HTML. */
    record Thrown(String type, String when) {}

    List<Thrown> thrown() {
        return blocks(ThrowsTree.class)
                .map(tag -> {
                    String name = tag.getExceptionName().getSignature();
                    SafeHtml type = new SafeHtml(SafeHtml.Flow.ITEM);
                    reference(type, tag.getExceptionName(), () -> type.text(shown(name)));
                    Function<DocText, List<? extends DocTree>> same = doc -> doc.thrownTree(name);
                    return new Thrown(type.finish(), write(tag.getDescription(), SafeHtml.Flow.ITEM, same));
                })
                .toList();
    }

    private List<? extends DocTree> thrownTree(String name) {
        return blocks(ThrowsTree.class)
                .filter(tag -> shown(tag.getExceptionName().getSignature()).equals(shown(name)))
                .findFirst()
                .map(ThrowsTree::getDescription)
                .orElse(List.of());
    }

    List<String> see() {
        List<String> found = new ArrayList<>();
        blocks(SeeTree.class).forEach(tag -> {
            List<? extends DocTree> parts = tag.getReference();
            SafeHtml out = new SafeHtml(SafeHtml.Flow.ITEM);
            Writer writer = new Writer(out, d -> List.of());
            if (!parts.isEmpty() && parts.get(0) instanceof ReferenceTree reference) {
                List<? extends DocTree> label = parts.subList(1, parts.size());
                reference(
                        out,
                        reference,
                        () -> out.coded(() -> {
                            if (label.isEmpty()) {
                                out.text(shown(reference.getSignature()));
                            } else {
                                writer.all(label);
                            }
                        }));
            } else {
                writer.all(parts);
            }
            found.add(out.finish());
        });
        return found;
    }

    private <T extends BlockTagTree> Stream<T> blocks(Class<T> kind) {
        return comment.map(DocCommentTree::getBlockTags).orElse(List.of()).stream()
                .filter(kind::isInstance)
                .map(kind::cast);
    }

    private String item(Function<DocText, List<? extends DocTree>> part) {
        return write(part.apply(this), SafeHtml.Flow.ITEM, part);
    }

    /** Writes a part; {@code same} finds the same part of the comment that is inherited. */
    private String write(
            List<? extends DocTree> nodes, SafeHtml.Flow flow, Function<DocText, List<? extends DocTree>> same) {
        SafeHtml out = new SafeHtml(flow);
        new Writer(out, same).all(nodes);
        return out.finish();
    }

    private Optional<Element> referred(ReferenceTree reference) {
        TreePath path = trees.getPath(element);
        if (path == null || comment.isEmpty()) {
            return Optional.empty();
        }
        DocTreePath of = new DocTreePath(new DocTreePath(path, comment.get()), reference);
        return Optional.ofNullable(trees.getElement(of));
    }

    private void reference(SafeHtml out, ReferenceTree reference, Runnable label) {
        out.link(referred(reference).flatMap(elements::place).orElse(""), label);
    }

    /** A reference as a reader says it: without packages, and a member after a dot. */
    private static String shown(String signature) {
        String named = PACKAGE.matcher(signature).replaceAll("");
        return named.startsWith("#") ? named.substring(1) : named.replace('#', '.');
    }

    /** Writes the nodes of a comment. */
    private final class Writer extends SimpleDocTreeVisitor<@Nullable Void, @Nullable Void> {

        private final SafeHtml out;
        private final Function<DocText, List<? extends DocTree>> same;
        /** What is to be written of it; null for all. */
        private final @Nullable Sentence sentence;

        Writer(SafeHtml out, Function<DocText, List<? extends DocTree>> same) {
            this(out, same, null);
        }

        Writer(SafeHtml out, Function<DocText, List<? extends DocTree>> same, @Nullable Sentence sentence) {
            this.out = out;
            this.same = same;
            this.sentence = sentence;
        }

        void all(List<? extends DocTree> nodes) {
            for (DocTree node : nodes) {
                if (sentence == null || !sentence.isEnded()) {
                    node.accept(this, null);
                }
            }
        }

        @Override
        protected @Nullable Void defaultAction(DocTree node, @Nullable Void nothing) {
            out.text(node.toString());
            return null;
        }

        @Override
        public @Nullable Void visitText(TextTree node, @Nullable Void nothing) {
            out.text(sentence == null ? node.getBody() : sentence.of(node.getBody()));
            return null;
        }

        @Override
        public @Nullable Void visitComment(CommentTree node, @Nullable Void nothing) {
            return null;
        }

        @Override
        public @Nullable Void visitEntity(EntityTree node, @Nullable Void nothing) {
            String characters = trees.getCharacters(node);
            out.text(characters == null ? node.toString() : characters);
            return null;
        }

        @Override
        public @Nullable Void visitLiteral(LiteralTree node, @Nullable Void nothing) {
            String body = node.getBody().getBody();
            if (node.getKind() == DocTree.Kind.CODE) {
                out.code(body);
            } else {
                out.text(body);
            }
            return null;
        }

        @Override
        public @Nullable Void visitLink(LinkTree node, @Nullable Void nothing) {
            Runnable label = () -> {
                if (node.getLabel().isEmpty()) {
                    out.text(shown(node.getReference().getSignature()));
                } else {
                    all(node.getLabel());
                }
            };
            boolean plain = node.getKind() == DocTree.Kind.LINK_PLAIN;
            reference(out, node.getReference(), plain ? label : () -> out.coded(label));
            return null;
        }

        @Override
        public @Nullable Void visitValue(ValueTree node, @Nullable Void nothing) {
            ReferenceTree reference = node.getReference();
            Optional<Element> of = reference == null ? Optional.of(element) : referred(reference);
            Object value = of.filter(VariableElement.class::isInstance)
                    .map(field -> ((VariableElement) field).getConstantValue())
                    .orElse(null);
            if (value == null) {
                out.code(reference == null ? "value" : shown(reference.getSignature()));
            } else if (value instanceof String text) {
                out.code("\"" + text + "\"");
            } else {
                out.code(String.valueOf(value));
            }
            return null;
        }

        @Override
        public @Nullable Void visitInheritDoc(InheritDocTree node, @Nullable Void nothing) {
            inherited(same).ifPresent(from -> from.new Writer(out, same, sentence).all(same.apply(from)));
            return null;
        }

        @Override
        public @Nullable Void visitSummary(SummaryTree node, @Nullable Void nothing) {
            all(node.getSummary());
            return null;
        }

        @Override
        public @Nullable Void visitStartElement(StartElementTree node, @Nullable Void nothing) {
            if (sentence != null && SafeHtml.isBlock(node.getName().toString()) && !out.isEmpty()) {
                sentence.end();
                return null;
            }
            Map<String, String> attributes = new HashMap<>();
            for (DocTree attribute : node.getAttributes()) {
                if (attribute instanceof AttributeTree named && named.getValue() != null) {
                    String value = named.getValue().stream()
                            .map(part -> part instanceof EntityTree entity
                                    ? String.valueOf(trees.getCharacters(entity))
                                    : part.toString())
                            .collect(Collectors.joining());
                    attributes.put(named.getName().toString().toLowerCase(Locale.ROOT), value);
                }
            }
            out.start(node.getName().toString(), attributes, node.toString());
            return null;
        }

        @Override
        public @Nullable Void visitEndElement(EndElementTree node, @Nullable Void nothing) {
            out.end(node.getName().toString(), node.toString());
            return null;
        }
    }

    /** The nearest overridden method whose comment has a part. */
    private Optional<DocText> inherited(Function<DocText, List<? extends DocTree>> part) {
        if (!(element instanceof ExecutableElement method)) {
            return Optional.empty();
        }
        return elements.overridden(method).stream()
                .map(above -> new DocText(trees, elements, above))
                .filter(text -> !part.apply(text).isEmpty())
                .findFirst();
    }
}
