package dev.rehearsal.determinism;

import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.TraceEvent;
import dev.rehearsal.value.Fingerprint;

import io.vavr.collection.Vector;

/** What there is to compare of a run, wherever it was made. */
interface Recording {

    /** How many steps it has. */
    long steps();

    /** A hash of everything up to a step: actions, effects, states. */
    long hash(long step);

    /** What happened at a step, for people. */
    Vector<String> events(long step);

    /** A run of this JVM. */
    static Recording of(Run run, Repertoire repertoire) {
        long[] hashes = new long[(int) run.steps() + 1];
        long states = 0;
        int step = 0;
        for (TraceEvent event : run.trace().events()) {
            while (step < event.step()) {
                hashes[step++] = states;
            }
            if (event instanceof TraceEvent.Turned turned) {
                states = Fingerprint.fold(states, Fingerprint.of(turned.state()));
            }
        }
        while (step < hashes.length) {
            hashes[step++] = states;
        }
        int at = 0;
        for (long hash : run.stepHashes()) {
            at++;
            hashes[at] = Fingerprint.fold(hashes[at], hash);
        }
        return new Recording() {
            @Override
            public long steps() {
                return run.steps();
            }

            @Override
            public long hash(long step) {
                return hashes[(int) step];
            }

            @Override
            public Vector<String> events(long step) {
                return run.trace()
                        .events()
                        .filter(event -> event.step() == step)
                        .map(repertoire::line);
            }
        };
    }

    /** A run that threw, at a step that nobody knows: it has none. */
    static Recording thrown(String error) {
        return new Recording() {
            @Override
            public long steps() {
                return 0;
            }

            @Override
            public long hash(long step) {
                return 0;
            }

            @Override
            public Vector<String> events(long step) {
                return Vector.of("the run threw " + error);
            }
        };
    }

    /**
     * The first step that two runs do not have in common; 0 when they are the same. A hash covers
     * all steps before, so it is found by bisection.
     */
    static long firstDifference(Recording left, Recording right) {
        long common = Math.min(left.steps(), right.steps());
        if (left.hash(common) == right.hash(common)) {
            return left.steps() == right.steps() ? 0 : common + 1;
        }
        long same = 0;
        long different = common;
        while (different - same > 1) {
            long middle = same + (different - same) / 2;
            if (left.hash(middle) == right.hash(middle)) {
                same = middle;
            } else {
                different = middle;
            }
        }
        return different;
    }
}
