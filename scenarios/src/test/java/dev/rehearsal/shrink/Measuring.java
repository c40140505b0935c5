package dev.rehearsal.shrink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The file of all batches: it only grows, a line at a time, and measuring goes on where it stopped.
 * A line that was being written when it stopped is dropped.
 */
record Measuring(Path file) {

    /** So many results, or so much time, and there is a line. */
    private static final int RESULTS_AT_ONCE = 10;

    private static final long MILLIS_AT_ONCE = 30_000;

    /** So many of a bug are shrunk by shrinkers that remember nothing, to see what that costs. */
    private static final int COLD = 5;

    /** All bugs with what is known of each, the broken settings first. */
    List<Row> rows() {
        List<Batch> batches = read();
        List<Row> rows = new ArrayList<>();
        for (Bug bug : Bug.all()) {
            rows.add(
                    new Row(
                            bug,
                            batches.stream()
                                    .filter(batch ->
                                            batch.bug().equals(bug.name())
                                                    && batch.profile().equals(bug.profile().name()))
                                    .toList()));
        }
        for (String name : Bug.planted()) {
            List<Batch> own = batches.stream().filter(batch -> batch.bug().equals(name)).toList();
            String profile = own.isEmpty() ? "lossy" : own.getFirst().profile();
            rows.add(new Row(Bug.planted(name, profile), own));
        }
        return rows;
    }

    private List<Batch> read() {
        try {
            String text = Files.exists(file) ? Files.readString(file) : "";
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(Batch::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Measures one batch more, of the bug of which the rest takes least, among those whose names
     * fit.
     *
     * @return whether there was one
     */
    boolean goOn(Pattern names) {
        Optional<Row> next =
                rows().stream()
                        .filter(row -> !row.isDone())
                        .filter(row -> names.matcher(row.bug().name()).find())
                        .min(Comparator.comparingLong(Row::cpuMillisLeft));
        next.ifPresent(row -> append(batch(row)));
        return next.isPresent();
    }

    private static Batch batch(Row row) {
        boolean first = row.batches().isEmpty();
        Bug bug =
                first && row.bug().name().contains("/") ? Bug.planted(row.bug().name()) : row.bug();
        return Batch.of(
                bug,
                row.seeds(),
                Math.min(RESULTS_AT_ONCE, Row.RESULTS - row.found()),
                Math.max(1, COLD - row.found()),
                Row.SEEDS_MAX,
                MILLIS_AT_ONCE);
    }

    /** Adds a line. */
    void append(Batch batch) {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            byte[] before = Files.readAllBytes(file);
            int end = before.length;
            while (end > 0 && before[end - 1] != '\n') {
                end--;
            }
            channel.truncate(end).position(end);
            ByteBuffer line = ByteBuffer.wrap((batch.toJson() + "\n").getBytes(UTF_8));
            while (line.hasRemaining()) {
                channel.write(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
