package dev.rehearsal.decision;

import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.disk.DiskFault;
import dev.rehearsal.value.Damage;

import io.vavr.collection.Vector;

/**
 * One decision that departs from the calm world, in which every message is delivered once, in
 * order, after the base latency, no node crashes, clocks are exact and disks do as they are told.
 *
 * <p>A run is its operations and its departures: replaying them needs no seed and gives the same
 * trace.
 *
 * <p>Over 500 lines because the kinds stand side by side, each with what it stands for.
 */
public sealed interface Departure {

    /** What kind of fault it is. */
    FaultKind kind();

    /** A departure of one message between nodes. */
    sealed interface OfMessage extends Departure {

        /** Which one. */
        MessageName message();
    }

    /** The message is lost. */
    record Drop(MessageName message) implements OfMessage {
        @Override
        public FaultKind kind() {
            return FaultKind.DROP;
        }

        @Override
        public String toString() {
            return message + ": dropped";
        }
    }

    /** The message arrives not before a point of the story. */
    record Held(MessageName message, Point until) implements OfMessage {
        @Override
        public FaultKind kind() {
            return FaultKind.HOLD;
        }

        @Override
        public String toString() {
            return message + ": held until " + until;
        }
    }

    /** The message is delivered once more, at a point of the story. */
    record Again(MessageName message, Point until) implements OfMessage {
        @Override
        public FaultKind kind() {
            return FaultKind.DUPLICATE;
        }

        @Override
        public String toString() {
            return message + ": delivered again at " + until;
        }
    }

    /** The bytes that the message carries arrive damaged; a repetition of it does not. */
    record Corrupt(MessageName message, Damage damage) implements OfMessage {
        @Override
        public FaultKind kind() {
            return FaultKind.CORRUPT;
        }

        @Override
        public String toString() {
            return message + ": " + damage;
        }
    }

    /**
     * A turn of an actor ends before its time.
     *
     * @param turn which one
     * @param at how many of its effects are performed before the cut; at least 0
     * @param ending what ends it
     */
    record Cut(TurnName turn, int at, Ending ending) implements Departure {

        /** What ends a turn. */
        public sealed interface Ending {}

        /** The node of the actor loses power, and boots again after {@code downNanos}. */
        public record PowerLoss(long downNanos, Aftermath aftermath) implements Ending {
            /** Refuses a time that is not positive. */
            public PowerLoss {
                requirePositive("downNanos", downNanos, "a cut");
            }
        }

        /** The actor ends with that reason. */
        public record Exit(ExitReason reason) implements Ending {}

        /** Refuses a negative number. */
        public Cut {
            if (at < 0) {
                throw new IllegalArgumentException(
                        "a cut must be at an effect: at=" + at + " turn=" + turn);
            }
        }

        /** The same turn, cut at the same place by something else. */
        public Cut with(Ending other) {
            return new Cut(turn, at, other);
        }

        @Override
        public FaultKind kind() {
            return switch (ending) {
                case PowerLoss _ -> FaultKind.CRASH;
                case Exit _ -> FaultKind.KILL;
            };
        }

        @Override
        public String toString() {
            String what =
                    switch (ending) {
                        case PowerLoss loss ->
                                "the node crashes, boots "
                                        + Point.time(loss.downNanos)
                                        + " later"
                                        + survivors(loss.aftermath);
                        case Exit exit -> "the actor ends with " + exit.reason;
                    };
            return turn + ": cut before effect " + (at + 1) + ", " + what;
        }
    }

    /**
     * An actor hears nothing for a while, before a turn; only a kill or the end of its process
     * reaches it.
     *
     * @param turn which it begins when it hears again
     * @param nanos how long; at least 1
     */
    record Hang(TurnName turn, long nanos) implements Departure {
        /** Refuses a time that is not positive. */
        public Hang {
            requirePositive("nanos", nanos, "a hang");
        }

        @Override
        public FaultKind kind() {
            return FaultKind.HANG;
        }

        @Override
        public String toString() {
            return turn + ": the actor hangs for " + Point.time(nanos) + " before it";
        }
    }

    /** A departure of one operation on a disk. */
    sealed interface OfDisk extends Departure {

        /** Which one. */
        DiskName operation();
    }

    /** The operation goes wrong. */
    record DiskTrouble(DiskName operation, DiskFault.OfOperation fault) implements OfDisk {
        @Override
        public FaultKind kind() {
            return switch (fault) {
                case DiskFault.Fails _ -> FaultKind.DISK_ERROR;
                case DiskFault.Vanishes _ -> FaultKind.PHANTOM_WRITE;
                case DiskFault.GoesTo _ ->
                        operation.operation() == DiskFailed.Operation.READ
                                ? FaultKind.MISDIRECTED_READ
                                : FaultKind.MISDIRECTED_WRITE;
            };
        }

        @Override
        public String toString() {
            return operation + ": " + fault;
        }
    }

    /**
     * The sync takes longer.
     *
     * @param nanos how much; at least 1
     */
    record Stall(DiskName operation, long nanos) implements OfDisk {
        /** Refuses a time that is not positive. */
        public Stall {
            requirePositive("nanos", nanos, "a stall");
        }

        @Override
        public FaultKind kind() {
            return FaultKind.STALL;
        }

        @Override
        public String toString() {
            return operation + ": takes " + Point.time(nanos) + " longer";
        }
    }

    /** A departure on one occasion on which an actor did something. */
    sealed interface OfOccasion extends Departure {

        /** Which one. */
        Occasion occasion();
    }

    /**
     * A timer fires early or late.
     *
     * @param occasion its setting
     * @param nanos after how much time instead of its own, on the clock of the node; at least 1
     */
    record Mistimed(Occasion occasion, long nanos) implements OfOccasion {
        /** Refuses a time that is not positive. */
        public Mistimed {
            requirePositive("nanos", nanos, "a timer");
        }

        @Override
        public FaultKind kind() {
            return FaultKind.MISTIMED;
        }

        @Override
        public String toString() {
            return occasion + ": the timer fires " + Point.time(nanos) + " after it was set";
        }
    }

    /**
     * A fault point in the code of an actor fires.
     *
     * @param occasion on which it was reached
     */
    record Fires(Occasion occasion) implements OfOccasion {
        @Override
        public FaultKind kind() {
            return FaultKind.BUGGIFY;
        }

        @Override
        public String toString() {
            return occasion + ": fires";
        }
    }

    /**
     * An actor chooses another option than the first.
     *
     * @param occasion on which it chose
     * @param option its number, at least 2
     * @param value the option in words, for people
     */
    record Chooses(Occasion occasion, int option, String value) implements OfOccasion {
        /** Refuses the first option, which is no departure. */
        public Chooses {
            if (option < 2) {
                throw new IllegalArgumentException(
                        "a choice that departs must be of the second option or a later one: option="
                                + option);
            }
        }

        @Override
        public FaultKind kind() {
            return FaultKind.CHOICE;
        }

        @Override
        public String toString() {
            return occasion + ": chooses " + value + ", option " + option;
        }
    }

    /** A departure that is about no message, turn or disk operation: it happens at its time. */
    sealed interface Incident extends Departure {

        /** Whom it befalls: the name of a node, the path of an actor. */
        String target();

        /** The number of the span of time in which it was drawn: with kind and target its name. */
        int slot();

        /** {@link Point.At} or {@link Point.AfterOperation}. */
        Point at();

        /** Refuses points that an incident cannot have. */
        private static void require(String target, Point at) {
            if (!(at instanceof Point.At) && !(at instanceof Point.AfterOperation)) {
                throw new IllegalArgumentException(
                        "what befalls "
                                + target
                                + " must be at a time or after an operation: at="
                                + at);
            }
        }
    }

    /**
     * A node loses power and boots again.
     *
     * @param target the name of the node
     * @param downNanos how long it stays down
     * @param aftermath what becomes of the changes on its disk that were not synced
     */
    record Crash(String target, int slot, Point at, long downNanos, Aftermath aftermath)
            implements Incident {

        /** Refuses points that a crash cannot have, and a time that is not positive. */
        public Crash {
            requirePositive("downNanos", downNanos, target);
            Incident.require(target, at);
        }

        /** The same crash with another aftermath. */
        public Crash with(Aftermath other) {
            return new Crash(target, slot, at, downNanos, other);
        }

        @Override
        public FaultKind kind() {
            return FaultKind.CRASH;
        }

        @Override
        public String toString() {
            return target
                    + ": crashes "
                    + at.when()
                    + ", boots "
                    + Point.time(downNanos)
                    + " later"
                    + survivors(aftermath);
        }
    }

    /**
     * A node loses power and boots with its disk as it was at an earlier time, without what had not
     * been synced then: a disk that was exchanged, or set back to a snapshot.
     *
     * @param target the name of the node
     * @param downNanos how long it stays down
     * @param fromNanos the time of the run from which the content is; 0 for an empty disk
     */
    record Restore(String target, int slot, Point at, long downNanos, long fromNanos)
            implements Incident {
        /** Refuses points that it cannot have, and times that are not positive. */
        public Restore {
            requirePositive("downNanos", downNanos, target);
            Incident.require(target, at);
            if (fromNanos < 0) {
                throw new IllegalArgumentException(
                        "fromNanos must be at least 0: fromNanos="
                                + fromNanos
                                + " target="
                                + target);
            }
        }

        @Override
        public FaultKind kind() {
            return FaultKind.RESTORE;
        }

        @Override
        public String toString() {
            return target
                    + ": crashes "
                    + at.when()
                    + ", boots "
                    + Point.time(downNanos)
                    + " later with "
                    + (fromNanos == 0
                            ? "an empty disk"
                            : "its disk as it was at t=" + Point.time(fromNanos));
        }
    }

    /**
     * A connection breaks though the link is whole: links and monitors between the actors of two
     * nodes break, and both nodes go on.
     *
     * @param target the name of one node
     * @param other the name of the other
     */
    record Reset(String target, int slot, Point at, String other) implements Incident {
        /** Refuses points that it cannot have. */
        public Reset {
            Incident.require(target, at);
        }

        @Override
        public FaultKind kind() {
            return FaultKind.RESET;
        }

        @Override
        public String toString() {
            return target + ": its connection with " + other + " breaks " + at.when();
        }
    }

    /**
     * The process of a node ends and starts again; what it has written is in the page cache.
     *
     * @param target the name of the node
     * @param downNanos how long it stays down
     * @param graceNanos so long before its end its own actors are told to {@code shutdown}, and it
     *     ends earlier when all of them have; 0 when it ends at once
     */
    record Stop(String target, int slot, Point at, long downNanos, long graceNanos)
            implements Incident {
        /** Without a warning. */
        public Stop(String target, int slot, Point at, long downNanos) {
            this(target, slot, at, downNanos, 0);
        }

        /** Refuses points that it cannot have, and times that are not positive. */
        public Stop {
            requirePositive("downNanos", downNanos, target);
            if (graceNanos < 0) {
                throw new IllegalArgumentException(
                        "graceNanos must be at least 0: graceNanos="
                                + graceNanos
                                + " of "
                                + target);
            }
            Incident.require(target, at);
        }

        @Override
        public FaultKind kind() {
            return FaultKind.STOP;
        }

        @Override
        public String toString() {
            return target
                    + (graceNanos == 0
                            ? ": its process ends " + at.when()
                            : ": its process is told to end "
                                    + at.when()
                                    + " and does at the latest "
                                    + Point.time(graceNanos)
                                    + " later")
                    + ", starts "
                    + Point.time(downNanos)
                    + " later";
        }
    }

    /**
     * An actor ends.
     *
     * @param target its path
     */
    record Kill(String target, int slot, Point at, ExitReason reason) implements Incident {
        /** Refuses points that it cannot have. */
        public Kill {
            Incident.require(target, at);
        }

        /** The same with another victim. */
        public Kill of(String path) {
            return new Kill(path, slot, at, reason);
        }

        @Override
        public FaultKind kind() {
            return FaultKind.KILL;
        }

        @Override
        public String toString() {
            return target + ": ends with " + reason + " " + at.when();
        }
    }

    /**
     * A node stands still: what is due in the meantime happens afterwards, in order.
     *
     * @param target the name of the node
     */
    record Pause(String target, int slot, Point at, long nanos) implements Incident {
        /** Refuses points that it cannot have, and a time that is not positive. */
        public Pause {
            requirePositive("nanos", nanos, target);
            Incident.require(target, at);
        }

        @Override
        public FaultKind kind() {
            return FaultKind.PAUSE;
        }

        @Override
        public String toString() {
            return target + ": stands still for " + Point.time(nanos) + " " + at.when();
        }
    }

    /**
     * The wall clock of a node jumps.
     *
     * @param target the name of the node
     * @param nanos forward, or back when negative
     */
    record Jump(String target, int slot, Point at, long nanos) implements Incident {
        /** Refuses points that it cannot have. */
        public Jump {
            Incident.require(target, at);
        }

        @Override
        public FaultKind kind() {
            return FaultKind.JUMP;
        }

        @Override
        public String toString() {
            return target
                    + ": its clock jumps "
                    + (nanos < 0 ? "back" : "forward")
                    + " by "
                    + Point.time(Math.abs(nanos))
                    + " "
                    + at.when();
        }
    }

    /**
     * From then on both clocks of a node run at another rate; timers that are set keep their time.
     *
     * @param target the name of the node
     * @param ppm how much faster, in millionths; in [-900,000, 9,000,000]
     */
    record Drift(String target, int slot, Point at, int ppm) implements Incident {
        /** Refuses points that it cannot have, and rates at which a clock hardly moves. */
        public Drift {
            Incident.require(target, at);
            if (ppm < -900_000 || ppm > 9_000_000) {
                throw new IllegalArgumentException(
                        "ppm must be in [-900000, 9000000]: ppm=" + ppm + " target=" + target);
            }
        }

        @Override
        public FaultKind kind() {
            return FaultKind.DRIFT;
        }

        @Override
        public String toString() {
            return target
                    + ": its clock runs "
                    + Math.abs(ppm)
                    + (ppm < 0 ? " ppm slow " : " ppm fast ")
                    + at.when();
        }
    }

    /**
     * Messages between nodes are lost until the links are whole again.
     *
     * @param target a name for it
     * @param links the links that are cut, each in one direction
     */
    record Partition(String target, int slot, Point at, long nanos, Vector<Link> links)
            implements Incident {

        /** The way from one node to another, by their names. */
        public record Link(String from, String to) {}

        /** Refuses points that it cannot have, a time that is not positive, and no links. */
        public Partition {
            requirePositive("nanos", nanos, target);
            Incident.require(target, at);
            if (links.isEmpty()) {
                throw new IllegalArgumentException(
                        "a partition must cut a link: partition=" + target);
            }
        }

        @Override
        public FaultKind kind() {
            return FaultKind.PARTITION;
        }

        @Override
        public String toString() {
            return links.map(link -> link.from + "→" + link.to).mkString(", ")
                    + ": cut for "
                    + Point.time(nanos)
                    + " "
                    + at.when();
        }
    }

    /**
     * The disk of a node has little room for a while.
     *
     * @param target the name of the node
     * @param freeBytes how much more can be written
     */
    record Fill(String target, int slot, Point at, long nanos, long freeBytes) implements Incident {
        /** Refuses points that it cannot have, a time that is not positive, and negative room. */
        public Fill {
            requirePositive("nanos", nanos, target);
            Incident.require(target, at);
            if (freeBytes < 0) {
                throw new IllegalArgumentException(
                        "freeBytes must be at least 0: freeBytes="
                                + freeBytes
                                + " target="
                                + target);
            }
        }

        @Override
        public FaultKind kind() {
            return FaultKind.FULL_DISK;
        }

        @Override
        public String toString() {
            return target
                    + ": its disk has room for "
                    + freeBytes
                    + " bytes for "
                    + Point.time(nanos)
                    + " "
                    + at.when();
        }
    }

    /**
     * A disk goes wrong by itself.
     *
     * @param target the path of the actor whose folder it befalls
     */
    record Spoil(String target, int slot, Point at, DiskFault.OfFolder fault) implements Incident {
        /** Refuses points that it cannot have. */
        public Spoil {
            Incident.require(target, at);
        }

        @Override
        public FaultKind kind() {
            return switch (fault) {
                case DiskFault.Flips _, DiskFault.Scrambles _ -> FaultKind.BIT_FLIP;
                case DiskFault.Evicts _ -> FaultKind.EVICTION;
            };
        }

        @Override
        public String toString() {
            return target + ": its disk " + fault + " " + at.when();
        }
    }

    private static void requirePositive(String what, long nanos, String target) {
        if (nanos < 1) {
            throw new IllegalArgumentException(
                    what + " must be at least 1: " + what + "=" + nanos + " target=" + target);
        }
    }

    private static String survivors(Aftermath aftermath) {
        return aftermath.equals(Aftermath.NONE)
                ? ""
                : ", of the changes that were not synced survive " + aftermath;
    }
}
