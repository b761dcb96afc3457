package assay.data;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tech.tablesaw.api.Table;

/** The data sets of some cards, with the cache that holds those which do not ship. */
record Library(List<Card> cards, Cache cache) {

    Library {
        cards = List.copyOf(cards);
    }

    Card card(String name) {
        return cards.stream()
                .filter(card -> card.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(name));
    }

    private DataException unknown(String name) {
        List<String> names = cards.stream().map(Card::name).toList();
        return new DataException(
                DataProblem.UNKNOWN_DATASET,
                "No data set is called " + name + "." + Nearest.question(name, names) + " There are: "
                        + String.join(", ", names) + ".");
    }

    Table load(String name) {
        return load(name, Set.of());
    }

    Table load(String name, Set<String> columns) {
        Card card = card(name);
        try {
            return card.kind() == Card.Kind.SHIPPED ? shipped(card) : stored(card, columns);
        } catch (IOException e) {
            throw new DataException(DataProblem.FILE_FORMAT, "The file of " + name + " cannot be read: " + e, e);
        }
    }

    private static Table shipped(Card card) throws IOException {
        requireChecksum(card);
        return TableFiles.read(card.file(), card.name(), Cards.content(card));
    }

    private static void requireChecksum(Card card) throws IOException {
        String seen = Sha256.of(Cards.content(card));
        if (!seen.equals(card.sha256())) {
            throw new DataException(
                    DataProblem.VERIFICATION_FAILED,
                    card.file() + " inside Assay has SHA-256 " + seen + " and not " + card.sha256()
                            + " as its card says. Build or install Assay again.");
        }
    }

    private Table stored(Card card, Set<String> columns) throws IOException {
        Path file = cache.find(card)
                .orElseThrow(() -> new DataException(
                        DataProblem.DOWNLOAD_FAILED,
                        card.name() + " does not ship with Assay and has not been fetched yet. Run: assay data get "
                                + card.name()));
        requireVerified(card, file);
        return TableFiles.read(file, columns).setName(card.name());
    }

    private void requireVerified(Card card, Path file) throws IOException {
        if (!cache.check(card, file)) {
            cache.store(card, file, Verifier.verify(card, file, file.toString()));
        }
    }

    Path get(String name, Optional<Path> from, Progress progress) {
        Card card = card(name);
        try {
            if (card.kind() == Card.Kind.SHIPPED) {
                return unpack(card, from);
            }
            if (from.isPresent()) {
                return take(card, from.get());
            }
            Optional<Path> stored = cache.find(card);
            if (stored.isPresent()) {
                requireVerified(card, stored.get());
                return stored.get();
            }
            return fetch(card, progress);
        } catch (IOException e) {
            throw new DataException(
                    DataProblem.DOWNLOAD_FAILED, name + " cannot be stored in " + cache.folder() + ": " + e, e);
        }
    }

    private Path unpack(Card card, Optional<Path> from) throws IOException {
        if (from.isPresent()) {
            throw new DataException(
                    DataProblem.UNKNOWN_DATASET, card.name() + " ships with Assay: it is not taken from a file.");
        }
        requireChecksum(card);
        Path temporary = cache.temporary(card);
        try (var in = Cards.content(card).open()) {
            Files.copy(in, temporary, StandardCopyOption.REPLACE_EXISTING);
            return cache.store(card, temporary, String.valueOf(card.sha256()));
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private Path take(Card card, Path from) throws IOException {
        TableFiles.requireFile(from);
        Path temporary = cache.temporary(card);
        try {
            Files.copy(from, temporary, StandardCopyOption.REPLACE_EXISTING);
            return cache.store(card, temporary, Verifier.verify(card, temporary, from.toString()));
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private Path fetch(Card card, Progress progress) throws IOException {
        String url = String.valueOf(card.url());
        Path part = cache.part(card);
        try {
            Downloader.download(URI.create(url), part, progress);
        } catch (IOException e) {
            throw new DataException(DataProblem.DOWNLOAD_FAILED, notDownloaded(card, url, part, e), e);
        }
        String sha256;
        try {
            sha256 = Verifier.verify(card, part, url);
        } catch (DataException e) {
            Files.deleteIfExists(part); // a later call must not continue what is wrong
            throw e;
        }
        return cache.store(card, part, sha256);
    }

    private static String notDownloaded(Card card, String url, Path part, IOException e) {
        String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        String soFar = Files.exists(part) ? " The part that came is kept: run the command again to continue." : "";
        return card.name() + " could not be downloaded from " + url + ": " + why + "." + soFar
                + " Without a network, fetch that file elsewhere and run: assay data get " + card.name()
                + " --from FILE";
    }
}
