package dev.rehearsal.kernel;

import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.disk.DiskFault;
import dev.rehearsal.disk.DiskOp;
import dev.rehearsal.value.Difference;
import dev.rehearsal.value.NotAValueException;

import io.vavr.collection.Seq;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;

/**
 * Runs each handler once more, in a turn whose effects nobody performs, and tells the observer how
 * it differs from the first. Where turns are remembered, each different one is looked at when it is
 * run, the first of them several times, and of those that are run anew each time some.
 *
 * <p>The second run sees what the first saw: no effect has been performed yet, so disk, clock and
 * who is alive are the same. It leaves nothing behind but the numbers of paths that only it spawned
 * at.
 *
 * <p>Compared are the class of what was thrown, the proposed state, the effects one by one, and
 * what was to be chosen among. Of a spawned actor only the class counts: its configuration may be
 * code, which has no equality.
 */
final class SecondRun {

    /** So many turns of a search are run often: a coin falls alike twice, hardly eight times. */
    private static final int OFTEN = 256;

    private static final int TIMES_OFTEN = 8;

    /** Of the later turns that a search does not remember one among so many is run again. */
    private static final int SELDOM = 64;

    /** A message as it is compared. */
    private record Sent(String to, int incarnation, Object message) {}

    /** A timer as it is compared. */
    private record Armed(Object message, long afterNanos) {}

    /** A spawned actor as it is compared. */
    private record Spawned(Object child, String actor, boolean linked) {}

    /** A disk operation as it is compared: its bytes are told by their fingerprint. */
    private record Operated(String operation, String file, long fingerprint) {}

    /** What went wrong with a read: null when nothing did. */
    private record Read(
            DiskFailed.Operation operation, String file, DiskFault.@Nullable OfOperation failed) {}

    /** Whether a fault point fired. */
    private record Fired(String site, boolean fired) {}

    /** Which option of which was chosen. */
    private record Chosen(String site, Seq<?> options, int option) {
        boolean isAmong(String other, Seq<?> others) {
            return site.equals(other) && options.equals(others);
        }

        @Override
        public String toString() {
            return site + " of " + options.mkString(", ");
        }
    }

    /**
     * What goes wrong, where a read, a fault point and a choice are asked about once: the second
     * run is told what the first was. One that asks for something else is told that all is well, or
     * the first option, and differs.
     */
    private static final class Remembering implements Hazards {
        private final Hazards asked;
        private final ArrayList<Read> reads = new ArrayList<>();
        private final ArrayList<Fired> sites = new ArrayList<>();
        private final ArrayList<Chosen> choices = new ArrayList<>();
        private boolean again;
        private int nextRead;
        private int nextSite;
        private int nextChoice;
        private @Nullable String strayed;

        Remembering(Hazards asked) {
            this.asked = asked;
        }

        void repeat() {
            again = true;
            nextRead = 0;
            nextSite = 0;
            nextChoice = 0;
            strayed = null;
        }

        /** The first choice that the second run was not offered as the first was. */
        @Nullable String strayed() {
            if (strayed == null && nextChoice < choices.size()) {
                return choice(choices.get(nextChoice).toString(), "none");
            }
            return strayed;
        }

        private String choice(String one, String two) {
            return "choice " + (nextChoice + 1) + ": " + one + ", then " + two;
        }

        void forget() {
            again = false;
            reads.clear();
            sites.clear();
            choices.clear();
        }

        @Override
        public @Nullable Cut cut(int actor, int effects) {
            return asked.cut(actor, effects);
        }

        @Override
        public boolean escalates(int node, ExitReason reason) {
            return asked.escalates(node, reason);
        }

        @Override
        public DiskFault.@Nullable OfOperation disk(
                int actor, @Nullable Cause cause, DiskOp operation) {
            return asked.disk(actor, cause, operation);
        }

        @Override
        public DiskFault.@Nullable OfOperation read(
                int actor, @Nullable Cause cause, DiskFailed.Operation operation, String file) {
            if (!again) {
                DiskFault.OfOperation failed = asked.read(actor, cause, operation, file);
                reads.add(new Read(operation, file, failed));
                return failed;
            }
            Read known = nextRead < reads.size() ? reads.get(nextRead++) : null;
            return known != null && known.operation == operation && known.file.equals(file)
                    ? known.failed
                    : null;
        }

        @Override
        public boolean fires(int actor, @Nullable Cause cause, String site) {
            if (!again) {
                boolean fired = asked.fires(actor, cause, site);
                sites.add(new Fired(site, fired));
                return fired;
            }
            Fired known = nextSite < sites.size() ? sites.get(nextSite++) : null;
            return known != null && known.site.equals(site) && known.fired;
        }

        @Override
        public int choose(int actor, @Nullable Cause cause, String site, Seq<?> options) {
            if (!again) {
                int option = asked.choose(actor, cause, site, options);
                choices.add(new Chosen(site, options, option));
                return option;
            }
            Chosen known = nextChoice < choices.size() ? choices.get(nextChoice) : null;
            if (strayed == null && (known == null || !known.isAmong(site, options))) {
                strayed =
                        choice(
                                known == null ? "none" : known.toString(),
                                new Chosen(site, options, 0).toString());
            }
            nextChoice++;
            return known != null && known.site.equals(site) && known.option < options.size()
                    ? known.option
                    : 0;
        }
    }

    private final World world;
    private final Observer observer;
    private final Remembering hazards;
    private final Turn again;

    /** How many turns of a search there were. */
    private int turns;

    SecondRun(World world, Observer observer, Hazards hazards) {
        this.world = world;
        this.observer = observer;
        this.hazards = new Remembering(hazards);
        this.again = new Turn(world);
    }

    Hazards hazards() {
        return hazards;
    }

    /** Compares a turn whose handler has run with another run of it. */
    void compare(Turn first, Slot slot, @Nullable Object message) {
        compare(first, slot, message, 1);
    }

    /**
     * The same in a search.
     *
     * @param remembered whether the turn is run but once
     */
    void compareSome(Turn first, Slot slot, @Nullable Object message, boolean remembered) {
        boolean often = turns < OFTEN;
        boolean once = remembered || turns % SELDOM == 0;
        turns = turns == Integer.MAX_VALUE ? OFTEN : turns + 1;
        compare(first, slot, message, often ? TIMES_OFTEN : once ? 1 : 0);
    }

    private void compare(Turn first, Slot slot, @Nullable Object message, int times) {
        String difference = null;
        for (int i = 0; i < times && difference == null; i++) {
            difference = again(first, slot, message);
        }
        hazards.forget();
        if (difference != null) {
            observer.diverged(slot.number, asked(message), difference);
        }
    }

    /** How another run differs; null when it does not. */
    private @Nullable String again(Turn first, Slot slot, @Nullable Object message) {
        again.begin(slot, first.cause, first.sender);
        hazards.repeat();
        String difference;
        try {
            World.handle(again, slot, message);
            difference = difference(first);
            if (difference == null) {
                difference = hazards.strayed();
            }
        } catch (NotAValueException refused) {
            difference = "it " + outcome(first) + ", then was refused: " + refused.getMessage();
        }
        again.end();
        return difference;
    }

    /** What a handler was given, as its author knows it; null for a start. */
    private static @Nullable Object asked(@Nullable Object message) {
        return message instanceof Action.Invoke invoke ? invoke.operation() : message;
    }

    private @Nullable String difference(Turn first) {
        int common = Math.min(first.issued(), again.issued());
        for (int i = 0; i < common; i++) {
            String different = effects(first.effect(i), again.effect(i));
            if (different != null) {
                return "effect " + (i + 1) + ": " + different;
            }
        }
        if (first.issued() != again.issued()) {
            return "effect "
                    + (common + 1)
                    + ": "
                    + (first.issued() > common ? text(first.effect(common)) : "none")
                    + ", then "
                    + (again.issued() > common ? text(again.effect(common)) : "none");
        }
        if (first.thrown != null || again.thrown != null) {
            String one = outcome(first);
            String two = outcome(again);
            return one.equals(two) ? null : "it " + one + ", then " + two;
        }
        return Difference.between(first.proposed, again.proposed)
                .map(state -> "state: " + state)
                .getOrNull();
    }

    private static String outcome(Turn turn) {
        return turn.thrown == null
                ? "returned a state"
                : "threw " + turn.thrown.getClass().getName();
    }

    private @Nullable String effects(Object one, Object two) {
        Object left = comparable(one);
        Object right = comparable(two);
        try {
            return Difference.between(left, right).map(Difference::toString).getOrNull();
        } catch (NotAValueException notData) {
            boolean same = left.getClass() == right.getClass();
            return same ? null : text(one) + ", then " + text(two);
        }
    }

    private String text(Object effect) {
        return String.valueOf(comparable(effect));
    }

    private Object comparable(Object effect) {
        return switch (effect) {
            case Delivery sent ->
                    new Sent(world.path(sent.receiver()), sent.incarnation(), sent.message());
            case Firing armed -> new Armed(armed.message(), armed.afterNanos());
            case Turn.Spawn spawn ->
                    new Spawned(spawn.child(), spawn.actor().getClass().getName(), spawn.linked());
            case DiskOp operation ->
                    new Operated(
                            operation.operation().toString(),
                            operation.file(),
                            operation.fingerprint());
            default -> effect;
        };
    }
}
