package dev.rehearsal.simulation;

import dev.rehearsal.kernel.View;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.spelling.Amount;
import dev.rehearsal.value.Fingerprint;

import io.vavr.collection.Set;
import io.vavr.collection.TreeSet;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Locale;

/**
 * Measures from time to time how much the servers keep in their states, and finds what grows
 * without an end.
 *
 * <p>Shape: the size of a state is the number of its parts: every component, element and leaf.
 * Every {@value #EVERY} steps {@value #AT_ONCE} actors are measured, one after the other, so that
 * in a system of no more each is measured every time; in a larger one it is fewer when they have
 * more than {@value #PARTS_AT_ONCE} parts. A state leaks when it rose from window to window through
 * the last {@value #WINDOWS} of them, by at least {@value #RISE_MIN} parts in all, and was at no
 * time smaller than in a window before; that is looked at after {@value #SAMPLES_MIN} measurements,
 * after twice as many, and so on. One entry for a thousand messages is found; a log that is cut
 * back from time to time is no leak, nor is one found under such a log.
 *
 * <p>Cost: a short run is never measured; a long one pays for a walk through some states, the same
 * for each step however many actors there are, and where there are many however large they are.
 */
final class Growth {

    static final int EVERY = 2_000;

    /** So many actors are measured one after the other. */
    static final int AT_ONCE = 128;

    /** About so many parts are counted at once where there are more actors than that. */
    static final int PARTS_AT_ONCE = 20_000;

    /** So many parts in one state are too many, however they came there. */
    static final int PARTS_MAX = 2_000_000;

    private static final int SAMPLES_MIN = 32;
    private static final int WINDOWS = 6;
    private static final int PER_WINDOW_OF = 8;
    private static final int RISE_MIN = 6;

    private final View world;
    private final Set<String> clients;
    private final boolean mayGrow;
    private int[][] sizes = new int[SAMPLES_MIN][];

    /** The steps at which the rounds began. */
    private long[] began = new long[SAMPLES_MIN + 1];

    private int samples;

    /** The round that is under way, and the actor whose turn it is in it. */
    private int[] round = {};

    private int next;

    Growth(Cluster cluster, View world) {
        this.world = world;
        this.clients = TreeSet.ofAll(cluster.clients());
        this.mayGrow = cluster.grows();
    }

    /** Measures; the first state that is too large or leaks ends the run. */
    @Nullable Violation after(long step, long nanos) {
        int actors = world.actors();
        if (round.length < actors) {
            round = Arrays.copyOf(round, actors);
        }
        int to = Math.min(actors, next + AT_ONCE);
        int left = actors <= AT_ONCE ? Integer.MAX_VALUE : PARTS_AT_ONCE;
        for (; next < to && left > 0; next++) {
            Violation large = measure(next, step, nanos);
            if (large != null) {
                return large;
            }
            left -= round[next];
        }
        return next < actors ? null : completed(step, nanos);
    }

    private @Nullable Violation measure(int actor, long step, long nanos) {
        Object state = clients.contains(world.path(actor)) ? null : world.state(actor);
        round[actor] = state == null ? 0 : parts(state);
        return round[actor] <= PARTS_MAX
                ? null
                : violation(
                        "size",
                        actor,
                        "the state of "
                                + world.path(actor)
                                + " has "
                                + Amount.of(round[actor])
                                + " parts, and more than "
                                + Amount.of(PARTS_MAX)
                                + " are too many",
                        step,
                        nanos);
    }

    /** Every actor has been measured once more. */
    private @Nullable Violation completed(long step, long nanos) {
        if (samples == sizes.length) {
            sizes = Arrays.copyOf(sizes, 2 * samples);
            began = Arrays.copyOf(began, 2 * samples + 1);
        }
        sizes[samples++] = round;
        began[samples] = step;
        round = new int[round.length];
        next = 0;
        if (mayGrow || samples < SAMPLES_MIN || Integer.bitCount(samples) != 1) {
            return null;
        }
        for (int actor = 0; actor < round.length; actor++) {
            Violation leak = leak(actor, step, nanos);
            if (leak != null) {
                return leak;
            }
        }
        return null;
    }

    private @Nullable Violation leak(int actor, long step, long nanos) {
        int length = samples / PER_WINDOW_OF;
        int from = samples - WINDOWS * length;
        int first = size(from, actor);
        int last = first;
        for (int window = 0; window < WINDOWS; window++) {
            int begin = from + window * length;
            if (window > 0 && size(begin, actor) <= size(begin - length, actor)) {
                return null;
            }
            for (int sample = begin; sample < begin + length; sample++) {
                if (size(sample, actor) < last) {
                    return null;
                }
                last = size(sample, actor);
            }
        }
        if (first == 0 || last - first < RISE_MIN) {
            return null;
        }
        return violation(
                "leak",
                actor,
                String.format(
                        Locale.ROOT,
                        "the state of %s grows and never shrinks: %,d parts %,d steps ago, %,d"
                                + " now",
                        world.path(actor),
                        first,
                        step - began[from],
                        last),
                step,
                nanos);
    }

    private int size(int sample, int actor) {
        return actor < sizes[sample].length ? sizes[sample][actor] : 0;
    }

    private Violation violation(String kind, int actor, String message, long step, long nanos) {
        return new Violation("memory-is-bounded", kind, world.path(actor), message, step, nanos);
    }

    private static int parts(Object state) {
        int[] parts = new int[1];
        Fingerprint.parts(state, _ -> parts[0]++);
        return parts[0];
    }
}
