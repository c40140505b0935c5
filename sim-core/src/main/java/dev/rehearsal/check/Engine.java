package dev.rehearsal.check;

import dev.rehearsal.check.Options.Strategy;
import dev.rehearsal.check.Result.Limit;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Visits every state of a space.
 *
 * <p>Order: blocks of waiting states are expanded by all threads, chunk by chunk, while nobody
 * writes to the visited states; then all threads write what was found, each to its own shards, in
 * the order of the chunks. So a state is reached from the first that leads to it, and neither the
 * order nor any figure depends on the number of threads.
 */
final class Engine<S> implements AutoCloseable {

    private static final int CHUNKS = 64;
    private static final int CHUNK = 256;
    private static final int FEW = 1024;
    private static final int CHUNK_DEPTH_FIRST = 8;

    private final Options options;
    private final Progress progress;
    private final LongSupplier clock;
    private final Visited visited;
    private final Crew crew;
    private final int chunkSize;
    private final Frontier.Batch<S> batch;
    private final List<Chunk<S>> chunks = new ArrayList<>();
    private final List<Space.Expander<S>> expanders = new ArrayList<>();
    private final long deadline;

    /** The properties that the condition of one state decides; those where it does by failing. */
    private final long telling;

    private final long always;

    private final long[] witnesses = new long[Long.SIZE];
    private long decided;
    private long generated;
    private long terminal;
    private int depth;
    private boolean cut;
    private @Nullable Limit limit;
    private volatile boolean late;

    Engine(Space<S> space, Options options, Progress progress, LongSupplier clock, long deadline) {
        this.options = options;
        this.progress = progress;
        this.clock = clock;
        this.deadline = deadline;
        visited = new Visited(options.heapMax());
        crew = new Crew(options.threads());
        chunkSize = isBreadthFirst() ? CHUNK : CHUNK_DEPTH_FIRST;
        batch = new Frontier.Batch<>(CHUNKS * chunkSize);
        for (int i = 0; i < CHUNKS; i++) {
            chunks.add(new Chunk<>(visited, options.depthMax()));
        }
        for (int i = 0; i < crew.size(); i++) {
            expanders.add(space.searcher());
        }
        Vector<Space.Goal> goals = space.goals();
        always = bits(goals, Property.Kind.ALWAYS);
        telling = always | bits(goals, Property.Kind.SOMETIMES);
    }

    static long bits(Vector<Space.Goal> goals, Property.Kind kind) {
        long bits = 0;
        for (int p = 0; p < goals.size(); p++) {
            bits |= goals.get(p).kind() == kind ? 1L << p : 0;
        }
        return bits;
    }

    private boolean isBreadthFirst() {
        return options.strategy() == Strategy.BREADTH_FIRST;
    }

    /** Goes on until there is nothing left, a violation is found or a limit is reached. */
    void run() {
        Frontier<S> waiting = new Frontier<>();
        chunks.getFirst().begin(expanders.getFirst());
        generated += chunks.getFirst().generated();
        settle(1, waiting);
        while (!waiting.isEmpty() && !isOver()) {
            Frontier<S> next = isBreadthFirst() ? new Frontier<>() : waiting;
            while (!waiting.isEmpty() && !isOver()) {
                if (isBreadthFirst()) {
                    waiting.first(batch);
                } else {
                    waiting.last(batch);
                }
                depth = batch.depth(0);
                block(next);
                progress.at(
                        visited.size(),
                        generated,
                        depth,
                        waiting.size() + (next == waiting ? 0 : next.size()));
            }
            waiting = next;
        }
        if (isBreadthFirst() && !waiting.isEmpty() && isOver()) {
            depth = Math.max(depth, deepest(waiting));
        }
    }

    private int deepest(Frontier<S> waiting) {
        waiting.last(batch);
        return batch.depth(0);
    }

    private boolean isOver() {
        return limit != null || (decided & always) != 0 && !options.keepGoing();
    }

    private void block(Frontier<S> next) {
        int count = (batch.size() + chunkSize - 1) / chunkSize;
        for (int c = 0; c < count; c++) {
            chunks.get(c).clear();
        }
        long open = telling & ~decided;
        AtomicInteger ticket = new AtomicInteger();
        if (count == 1 || crew.size() == 1) {
            expand(count, open, ticket, expanders.getFirst());
        } else {
            crew.each(part -> expand(count, open, ticket, expanders.get(part)));
        }
        for (int c = 0; c < count; c++) {
            RuntimeException thrown = chunks.get(c).thrown();
            if (thrown != null) {
                throw thrown;
            }
        }
        for (int c = 0; c < count; c++) {
            conclude(chunks.get(c));
        }
        if (late) {
            limit = Limit.TIME;
        } else if (!isOver()) {
            settle(count, next);
        }
    }

    private void expand(int count, long open, AtomicInteger ticket, Space.Expander<S> expander) {
        for (int c = ticket.getAndIncrement(); c < count; c = ticket.getAndIncrement()) {
            Chunk<S> chunk = chunks.get(c);
            int to = Math.min(batch.size(), (c + 1) * chunkSize);
            for (int i = c * chunkSize; i < to && chunk.thrown() == null; i++) {
                if (isLate()) {
                    return;
                }
                chunk.expand(expander, batch.state(i), batch.key(i), batch.depth(i), open, always);
            }
        }
    }

    /** Whoever finds that time is up tells the others. */
    private boolean isLate() {
        if (!late && deadline != Long.MAX_VALUE && clock.getAsLong() - deadline >= 0) {
            late = true;
        }
        return late;
    }

    private void conclude(Chunk<S> chunk) {
        generated += chunk.generated();
        terminal += chunk.terminal();
        cut |= chunk.isCut();
        long found = chunk.seen() & ~decided;
        for (long rest = found; rest != 0; rest &= rest - 1) {
            int goal = Long.numberOfTrailingZeros(rest);
            witnesses[goal] = chunk.witness(goal);
        }
        decided |= found;
    }

    /** What was found becomes visited, and waits to be expanded. */
    private void settle(int count, Frontier<S> next) {
        long found = 0;
        for (int c = 0; c < count; c++) {
            found += chunks.get(c).size();
        }
        long room = options.statesMax() - visited.size();
        if (found > room) {
            for (int c = 0; c < count; c++) {
                if (!chunks.get(c).settleWithin(options.statesMax() - visited.size())) {
                    limit = Limit.STATES;
                }
            }
        } else if (found < FEW || crew.size() == 1) {
            settle(count, 0, 1);
        } else {
            crew.each(part -> settle(count, part, crew.size()));
        }
        for (int n = 0; n < count; n++) {
            int c = isBreadthFirst() ? n : count - 1 - n;
            chunks.get(c).hand(next, !isBreadthFirst());
        }
        if (limit == null && visited.bytes() > options.memoryMax()) {
            limit = Limit.MEMORY;
        }
    }

    private void settle(int count, int part, int parts) {
        for (int c = 0; c < count; c++) {
            chunks.get(c).settle(part, parts);
        }
    }

    // ------------------------------------------------------------------------------------ findings

    /** The limit that was reached; null when none was. */
    @Nullable Limit limit() {
        return limit != null || !cut ? limit : Limit.DEPTH;
    }

    boolean isDecided(int goal) {
        return (decided & 1L << goal) != 0;
    }

    /** The way to the state that decided a property. */
    List<Long> witness(int goal) {
        ArrayDeque<Long> keys = new ArrayDeque<>();
        for (long key = witnesses[goal]; key != 0; key = visited.get(key)) {
            keys.addFirst(key);
        }
        return List.copyOf(keys);
    }

    long distinct() {
        return visited.size();
    }

    long generated() {
        return generated;
    }

    long terminal() {
        return terminal;
    }

    int depth() {
        return depth;
    }

    @Override
    public void close() {
        crew.close();
        visited.close();
    }
}
