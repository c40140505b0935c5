package dev.rehearsal.simulation;

import dev.rehearsal.draw.Draw;
import dev.rehearsal.value.Fingerprint;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the strategies do, each for one run. */
final class Choosers {

    private Choosers() {}

    /**
     * The chooser of a strategy.
     *
     * @param draw of the run and the strategy
     * @param odds what was counted in the order of virtual time
     */
    static Choices.Chooser of(Strategy strategy, Draw draw, Strategy.Odds odds) {
        return switch (strategy) {
            case Strategy.Time _ -> Choices.IN_ORDER;
            case Strategy.Random _ -> new Walk(draw.bits());
            case Strategy.Pct(int depth) -> new Priorities(draw, depth, odds.steps());
            case Strategy.Delay(int delays) -> new Delays(draw, delays, odds.steps());
            case Strategy.Portfolio _ ->
                    throw new IllegalArgumentException(
                            "a portfolio must be asked for the strategy of a seed");
        };
    }

    /** Gives everything a new number each time that it may come; the least one comes. */
    private record Walk(long bits) implements Choices.Chooser {
        @Override
        public Choices.Waiting choose(List<Choices.Waiting> enabled, Choices all) {
            Choices.Waiting least = enabled.getFirst();
            long number = Long.MAX_VALUE;
            for (Choices.Waiting waiting : enabled) {
                long named = waiting.isMessage() ? waiting.key : all.steps();
                long own =
                        Fingerprint.fold(Fingerprint.fold(bits, named), waiting.considered++) >>> 1;
                if (own < number) {
                    least = waiting;
                    number = own;
                }
            }
            return least;
        }
    }

    /** Lets the link with the highest priority go on, or virtual time. */
    private static final class Priorities implements Choices.Chooser {

        private final Draw draw;
        private final long[] changes;

        /** How far below all others; 0 for those that were never lowered. */
        private final Map<Long, Integer> lowered = new TreeMap<>();

        Priorities(Draw draw, int depth, long steps) {
            this.draw = draw.in("priority");
            this.changes = new long[depth - 1];
            for (int i = 0; i < changes.length; i++) {
                changes[i] = 1 + draw.in("change").in(i).below(Math.max(1, steps));
            }
        }

        @Override
        public Choices.Waiting choose(List<Choices.Waiting> enabled, Choices all) {
            Choices.Waiting highest =
                    all.firstOfLinks(enabled).stream()
                            .max(
                                    Comparator.<Choices.Waiting>comparingInt(
                                                    one -> -lowered.getOrDefault(one.link, 0))
                                            .thenComparingLong(one -> draw.in(one.link).bits()))
                            .orElseThrow();
            for (int i = 0; i < changes.length; i++) {
                if (changes[i] == all.steps() + 1) {
                    lowered.put(highest.link, i + 1);
                }
            }
            return highest;
        }
    }

    /** Keeps the order of virtual time, and puts a message back at the points that were drawn. */
    private static final class Delays implements Choices.Chooser {

        /** Each once; 0 for none. */
        private final long[] points;

        Delays(Draw draw, int delays, long arrivals) {
            this.points = new long[delays];
            for (int i = 0; i < delays; i++) {
                points[i] = draw.in("delay").in(i).below(2 * arrivals + 1);
            }
        }

        @Override
        public Choices.Waiting choose(List<Choices.Waiting> enabled, Choices all) {
            Choices.Waiting first = first(enabled, all);
            for (int i = 0; i < points.length && first.isMessage(); i++) {
                if (points[i] > 0 && (points[i] + 1) / 2 == all.arrivals() + 1) {
                    first.behind = points[i] % 2 == 0 ? all.last() : enabled.getLast();
                    points[i] = 0;
                    first = first(enabled, all);
                }
            }
            return first;
        }

        private static Choices.Waiting first(List<Choices.Waiting> enabled, Choices all) {
            Choices.Waiting first =
                    enabled.stream()
                            .min(
                                    Comparator.<Choices.Waiting, Choices.Waiting>comparing(
                                                    one -> one.behind)
                                            .thenComparing(one -> one.behind != one)
                                            .thenComparing(Comparator.naturalOrder()))
                            .orElseThrow();
            Choices.Waiting urgent = first.passed ? all.urgent(enabled) : null;
            return urgent == null ? first : urgent;
        }
    }
}
