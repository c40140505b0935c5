package dev.rehearsal.simulation;

import dev.rehearsal.draw.Draw;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who chooses what happens next, among what may.
 *
 * <p>What happens in virtual time (timers, syncs, operations, whatever happens within a node or is
 * a fault) keeps its order and its times. A strategy chooses when messages between nodes arrive
 * that no fault holds: at any choice each of them may that is not due after the next of those
 * events, or that event itself, which passes over the messages that were due before it. So a
 * strategy assumes nothing about how long a message takes but that it is at least the base latency.
 * From the heal time on, what was passed over arrives in the order of sending, and time chooses.
 *
 * <p>A message that was passed over departs from the calm world as one that is held: until the time
 * at which it arrived, or the end. A run therefore replays and shrinks as any other, without the
 * strategy.
 *
 * <p>Determinism: choices are drawn from the seed, the names of the messages and, for the points at
 * which {@link Pct} and {@link Delay} interfere, their numbers.
 */
public sealed interface Strategy {

    /** In the order of virtual time. */
    Strategy TIME = new Time();

    /** In the order of virtual time. */
    record Time() implements Strategy {
        @Override
        public String toString() {
            return "time";
        }
    }

    /** Each of what may happen with the same probability. */
    record Random() implements Strategy {
        @Override
        public String toString() {
            return "random";
        }
    }

    /**
     * By priority: each link between two actors, on which messages then keep their order, and
     * virtual time have priorities, drawn once; the highest that can go on does. At {@code depth -
     * 1} steps, drawn beforehand, the one that has just gone on gets a lower priority than all
     * others had.
     *
     * <p>Source: Burckhardt, Kothari, Musuvathi and Nagarakatte, <i>A Randomized Scheduler with
     * Probabilistic Guarantees of Finding Bugs</i>, ASPLOS 2010, with links as its threads.
     *
     * @param depth how many orderings of two events a mistake may need; at least 1
     */
    record Pct(int depth) implements Strategy {
        /** Refuses a depth below 1. */
        public Pct {
            if (depth < 1) {
                throw new IllegalArgumentException(
                        "the depth of pct must be at least 1: depth=" + depth);
            }
        }

        @Override
        public String toString() {
            return "pct:" + depth;
        }
    }

    /**
     * In the order of virtual time, but at up to {@code delays} arrivals, drawn beforehand, the
     * message goes behind all that may happen now or, with even odds, behind all that waits.
     *
     * <p>Source: Emmi, Qadeer and Rakamarić, <i>Delay-Bounded Scheduling</i>, POPL 2011.
     *
     * @param delays at least 0
     */
    record Delay(int delays) implements Strategy {
        /** Refuses a number below 0. */
        public Delay {
            if (delays < 0) {
                throw new IllegalArgumentException(
                        "the number of delays must be at least 0: delays=" + delays);
            }
        }

        @Override
        public String toString() {
            return "delay:" + delays;
        }
    }

    /**
     * Another one for each seed: in every second run {@code time}, in every eighth each of {@code
     * random}, {@code pct:2}, {@code pct:3} and {@code delay:2}.
     */
    record Portfolio() implements Strategy {
        @Override
        public Strategy of(long seed) {
            return switch (Draw.seed(seed).in("strategy").in("which").below(8)) {
                case 0 -> new Random();
                case 1 -> new Pct(2);
                case 2 -> new Pct(3);
                case 3 -> new Delay(2);
                default -> TIME;
            };
        }

        @Override
        public String toString() {
            return "portfolio";
        }
    }

    /** The strategy of a run: itself, except for a portfolio. */
    default Strategy of(long seed) {
        return this;
    }

    /**
     * Reads what {@code toString} writes: {@code time}, {@code random}, {@code pct:3}, {@code
     * delay:2}, {@code portfolio}.
     *
     * @throws IllegalArgumentException when there is no such strategy, or its number is refused
     */
    static Strategy parse(String text) {
        Matcher matcher = Numbered.FORM.matcher(text);
        if (matcher.matches()) {
            int number = Integer.parseInt(matcher.group("number"));
            return matcher.group("name").equals("pct") ? new Pct(number) : new Delay(number);
        }
        return switch (text) {
            case "time" -> TIME;
            case "random" -> new Random();
            case "portfolio" -> new Portfolio();
            default ->
                    throw new IllegalArgumentException(
                            "a strategy must be time, random, pct:D, delay:K or portfolio, with D"
                                    + " and K below 1000: strategy="
                                    + text);
        };
    }

    /** The strategies with a number. */
    final class Numbered {
        private static final Pattern FORM =
                Pattern.compile("(?<name>pct|delay):(?<number>\\d{1,3})");

        private Numbered() {}
    }

    /**
     * With which probability a run finds a mistake, at least.
     *
     * <p>Given the operations and the faults of the run, and counted over all choices of the
     * strategy. It holds for mistakes that show in runs that are no longer than the one in the
     * order of virtual time that was counted.
     *
     * @param strategy whose choices they are
     * @param threads links that were used and virtual time: n
     * @param steps of the run that was counted, or for {@link Delay} its arrivals: k
     */
    record Odds(Strategy strategy, int threads, long steps) {

        /** 1/(n·k^(d-1)) for {@link Pct}, 1/(2k+1)^K for {@link Delay}; else 0, for none known. */
        public double atLeast() {
            return switch (strategy) {
                case Pct(int depth) -> 1 / (threads * StrictMath.pow(steps, depth - 1));
                case Delay(int delays) -> 1 / StrictMath.pow(2.0 * steps + 1, delays);
                case Time _, Random _, Portfolio _ -> 0;
            };
        }
    }
}
