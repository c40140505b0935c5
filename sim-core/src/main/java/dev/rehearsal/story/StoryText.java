package dev.rehearsal.story;

import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.DiskName;
import dev.rehearsal.decision.MessageName;
import dev.rehearsal.decision.Occasion;
import dev.rehearsal.decision.Point;
import dev.rehearsal.decision.TurnName;
import dev.rehearsal.diagram.Brief;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.disk.DiskFault;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.TraceEvent;
import dev.rehearsal.spelling.Amount;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A traced run as sentences: what was asked and what went wrong, in the order in which it happened.
 */
public final class StoryText {

    /** So many effects of a turn that is cut are told one by one. */
    private static final int EFFECTS_TOLD = 3;

    /** What roots that are no timers are called; the types of timers begin with a capital. */
    private static final Vector<String> INCIDENTS =
            Vector.of("kill", "crash", "restore", "reset", "stop", "cut", "lost");

    private final Map<String, String> ends = new HashMap<>();
    private final Set<String> operations = new HashSet<>();
    private final List<String> sentences = new ArrayList<>();
    private TraceEvent.@Nullable Interrupted interrupted;

    StoryText(Run run) {
        Vector<TraceEvent> events = run.trace().events();
        events.forEach(this::end);
        events.forEach(this::tell);
    }

    /** The sentences of a run; never none. */
    public static Vector<String> of(Run run) {
        List<String> sentences = new StoryText(run).sentences;
        return sentences.isEmpty()
                ? Vector.of("Nothing is asked and nothing goes wrong.")
                : Vector.ofAll(sentences);
    }

    /** The sentences of a run as a text: below a heading, each with its number. */
    public static Vector<String> lines(Run run) {
        return of(run).zipWithIndex()
                .map(line -> String.format(Locale.ROOT, "%3d. %s", line._2 + 1, line._1))
                .prepend("the story:");
    }

    /** What became of an operation. */
    private void end(TraceEvent event) {
        switch (event) {
            case TraceEvent.Invoked asked -> operations.add(name(asked.client(), asked.index()));
            case TraceEvent.Completed done ->
                    ends.put(
                            name(done.client(), done.index()),
                            (done.result() == null
                                            ? "is told that it did not happen"
                                            : "is told " + Brief.of(done.result()))
                                    + " at "
                                    + time(done.nanos()));
            case TraceEvent.Abandoned gone ->
                    ends.put(
                            name(gone.client(), gone.index()),
                            "gives up at " + time(gone.nanos()) + ": outcome unknown");
            default -> {}
        }
    }

    private void tell(TraceEvent event) {
        switch (event) {
            case TraceEvent.Invoked asked -> {
                String name = name(asked.client(), asked.index());
                tell(
                        "At "
                                + time(asked.nanos())
                                + " "
                                + asked.client()
                                + " asks "
                                + Brief.of(asked.operation())
                                + " ("
                                + name
                                + ") and "
                                + ends.getOrDefault(name, "has no answer when the run ends"));
            }
            case TraceEvent.Healed healed -> {
                if (healed.heal().atNanos() > 0) {
                    tell("The " + healed.heal());
                }
            }
            case TraceEvent.Interrupted cut -> interrupted = cut;
            case TraceEvent.Departed departed -> tell(departed);
            case TraceEvent.Exited exited -> {
                if (exited.thrown() != null) {
                    tell(
                            "At "
                                    + time(exited.nanos())
                                    + " "
                                    + exited.actor()
                                    + " "
                                    + Brief.ascii(exited.text()));
                }
            }
            case TraceEvent.Chosen chosen -> {
                if (chosen.chosen() > 0) {
                    tell(sentence(chosen));
                }
            }
            default -> {}
        }
    }

    private void tell(String sentence) {
        sentences.add(sentence.endsWith(".") ? sentence : sentence + ".");
    }

    private void tell(TraceEvent.Departed departed) {
        String sentence = sentence(departed.departure());
        tell(
                switch (departed.departure()) {
                    case Departure.Cut _,
                            Departure.Hang _,
                            Departure.OfDisk _,
                            Departure.OfOccasion _ ->
                            "At " + time(departed.nanos()) + " " + sentence;
                    case Departure.OfMessage _ -> "T" + sentence.substring(1);
                    case Departure.Incident _ -> sentence;
                });
    }

    private String sentence(TraceEvent.Chosen chosen) {
        return chosen.actor()
                + " chooses "
                + Brief.of(chosen.value())
                + " as its "
                + chosen.site()
                + ", option "
                + (chosen.chosen() + 1)
                + " of "
                + chosen.options().size()
                + ", for "
                + root(chosen.occasion().root());
    }

    /** A time since the start of the run. */
    public static String time(long nanos) {
        return nanos == 0 ? "0ms" : Point.time(nanos);
    }

    private static String name(String client, int index) {
        return client + "#" + index;
    }

    /** What departed from the calm world, without a full stop. */
    private String sentence(Departure departure) {
        return switch (departure) {
            case Departure.Drop drop -> "the " + message(drop.message()) + " is lost";
            case Departure.Held held ->
                    "the "
                            + message(held.message())
                            + (held.until() instanceof Point.End
                                    ? " does not arrive before the run ends"
                                    : " is held until " + held.until());
            case Departure.Corrupt corrupt ->
                    "the " + message(corrupt.message()) + " arrives with " + corrupt.damage();
            case Departure.Again again ->
                    "the "
                            + message(again.message())
                            + " is delivered again "
                            + again.until().when();
            case Departure.Cut cut -> sentence(cut);
            case Departure.Hang hang ->
                    hang.turn().path()
                            + " hears nothing for "
                            + time(hang.nanos())
                            + " before "
                            + begin(hang.turn(), true);
            case Departure.DiskTrouble(DiskName read, DiskFault.GoesTo(String other, long offset))
                    when read.operation() == DiskFailed.Operation.READ ->
                    "the " + operation(read) + " brings what is in " + other + " at " + offset;
            case Departure.DiskTrouble trouble ->
                    "the " + operation(trouble.operation()) + " " + trouble.fault();
            case Departure.Stall stall ->
                    "the "
                            + operation(stall.operation())
                            + " takes "
                            + time(stall.nanos())
                            + " longer";
            case Departure.Mistimed mistimed ->
                    mistimed.occasion().path()
                            + " sets its timer "
                            + mistimed.occasion().what()
                            + ", which fires "
                            + time(mistimed.nanos())
                            + " later";
            case Departure.Fires fires ->
                    "the fault point "
                            + fires.occasion().what()
                            + by(fires.occasion())
                            + " fires"
                            + (fires.occasion().occurrence() == 1
                                    ? ""
                                    : " as it is reached for the "
                                            + ordinal(fires.occasion().occurrence())
                                            + " time");
            case Departure.Chooses _ -> departure.toString();
            case Departure.Incident incident -> incident(incident);
        };
    }

    /** What befell a node or an actor. */
    private static String incident(Departure.Incident incident) {
        String target = incident.target();
        String when = incident.at().when();
        return switch (incident) {
            case Departure.Crash crash ->
                    target + " loses power " + when + boots(crash.downNanos(), crash.aftermath());
            case Departure.Restore restore ->
                    target
                            + " loses power "
                            + when
                            + boots(restore.downNanos(), Aftermath.NONE)
                            + " with "
                            + (restore.fromNanos() == 0
                                    ? "an empty disk"
                                    : "its disk as it was at t="
                                            + time(restore.fromNanos())
                                            + ", without what was not synced then");
            case Departure.Stop stop ->
                    "The process of "
                            + target
                            + (stop.graceNanos() == 0
                                    ? " ends " + when
                                    : " is told to end "
                                            + when
                                            + ", does at the latest "
                                            + time(stop.graceNanos())
                                            + " later,")
                            + " and starts "
                            + time(stop.downNanos())
                            + (stop.graceNanos() == 0 ? " later" : " after that");
            case Departure.Kill kill -> target + " ends with " + kill.reason() + " " + when;
            case Departure.Pause pause ->
                    target + " stands still for " + time(pause.nanos()) + " " + when;
            case Departure.Jump jump ->
                    "The clock of "
                            + target
                            + " jumps "
                            + (jump.nanos() < 0 ? "back" : "forward")
                            + " by "
                            + time(Math.abs(jump.nanos()))
                            + " "
                            + when;
            case Departure.Drift drift ->
                    "The clocks of "
                            + target
                            + " begin to run "
                            + (drift.ppm() == 0
                                    ? "true "
                                    : Math.abs(drift.ppm())
                                            + " ppm "
                                            + (drift.ppm() < 0 ? "slow " : "fast "))
                            + when;
            case Departure.Reset reset ->
                    "The connection of " + target + " with " + reset.other() + " breaks " + when;
            case Departure.Partition partition ->
                    "The "
                            + (partition.links().size() == 1 ? "link " : "links ")
                            + partition
                                    .links()
                                    .map(link -> link.from() + "→" + link.to())
                                    .mkString(", ")
                            + (partition.links().size() == 1 ? " is" : " are")
                            + " cut for "
                            + time(partition.nanos())
                            + " "
                            + when;
            case Departure.Fill fill ->
                    "The disk of "
                            + target
                            + " has room for "
                            + Amount.of(fill.freeBytes(), "more byte")
                            + " for "
                            + time(fill.nanos())
                            + " "
                            + when;
            case Departure.Spoil spoil ->
                    "The disk of " + target + " " + spoil.fault() + " " + when;
        };
    }

    /** What ended a turn, what the turn was about, and how far it came. */
    private String sentence(Departure.Cut cut) {
        String path = cut.turn().path();
        String how = interrupted == null ? "" : progress(interrupted);
        return switch (cut.ending()) {
            case Departure.Cut.Exit exit ->
                    path + " ends with " + exit.reason() + " as " + begin(cut.turn(), true) + how;
            case Departure.Cut.PowerLoss loss -> {
                String node = node(path);
                yield node
                        + " loses power as "
                        + begin(cut.turn(), node.equals(path))
                        + how
                        + ","
                        + boots(loss.downNanos(), loss.aftermath());
            }
        };
    }

    /**
     * How far a turn came: {@code , after writing 12 bytes to log, before syncing log}. All that an
     * actor does in a turn happens in its order, and only then its new state counts.
     */
    public static String progress(TraceEvent.Interrupted cut) {
        Vector<String> done = cut.done();
        String after =
                done.size() > EFFECTS_TOLD
                        ? "doing " + done.size() + " things, " + done.last() + " the last of them"
                        : (done.size() > 1 ? done.init().mkString(", ") + " and " : "")
                                + done.lastOption().getOrElse("");
        return (after.isEmpty() ? "" : ", after " + after)
                + ", before "
                + (cut.next() == null ? "its new state counts" : cut.next());
    }

    /** What begins a turn of an actor, which is called by its path or was named just before. */
    private String begin(TurnName turn, boolean isNamed) {
        String actor = isNamed ? "it" : turn.path();
        return switch (turn.begin()) {
            case TurnName.Begin.Handles(MessageName message, int copy) ->
                    actor
                            + " handles the "
                            + nth(message.occurrence())
                            + message.type()
                            + " from "
                            + message.from()
                            + " for "
                            + root(message.root())
                            + (copy == 0 ? "" : " that is delivered again");
            case TurnName.Begin.Fires(String path, String timer, int occurrence) ->
                    (isNamed ? "its " : "the ")
                            + nth(occurrence)
                            + "timer "
                            + timer
                            + (isNamed ? "" : " of " + path)
                            + " fires";
            case TurnName.Begin.Starts _ -> actor + " starts";
        };
    }

    private static String boots(long downNanos, Aftermath aftermath) {
        return " and boots "
                + time(downNanos)
                + " later"
                + (aftermath.equals(Aftermath.NONE)
                        ? ""
                        : "; of the changes that were not synced survive " + aftermath);
    }

    private static String node(String path) {
        int end = path.indexOf('/');
        return end < 0 ? path : path.substring(0, end);
    }

    private String message(MessageName name) {
        return nth(name.occurrence())
                + name.type()
                + " from "
                + name.from()
                + " to "
                + name.to()
                + " for "
                + root(name.root());
    }

    private String operation(DiskName name) {
        return nth(name.occurrence())
                + name.operation().label()
                + (name.file().isEmpty() ? "" : " of " + name.file())
                + " by "
                + name.path()
                + " for "
                + root(name.root());
    }

    private String by(Occasion occasion) {
        return " of " + occasion.path() + " for " + root(occasion.root());
    }

    /**
     * What an activity serves: an operation by its name, a timer, a boot, or what befell somebody.
     */
    String root(String root) {
        int end = Math.max(root.lastIndexOf('#'), root.lastIndexOf('!'));
        if (end < 0 || operations.contains(root)) {
            return root;
        }
        int number = Integer.parseInt(root, end + 1, root.length(), 10);
        String stem = root.substring(0, end);
        if (root.charAt(end) == '!') {
            return "the " + nth(number) + "boot of " + stem;
        }
        int dot = stem.lastIndexOf('.');
        String what = stem.substring(dot + 1);
        String whose = stem.substring(0, Math.max(0, dot));
        if (dot < 0) {
            return root;
        }
        return INCIDENTS.contains(what)
                ? "the " + what + " of " + whose
                : "the " + nth(number) + "timer " + what + " of " + whose;
    }

    /** The first one needs no number. */
    private static String nth(int number) {
        return number == 1 ? "" : ordinal(number) + " ";
    }

    private static String ordinal(int number) {
        int tens = number % 100;
        String ending =
                tens >= 11 && tens <= 13
                        ? "th"
                        : switch (number % 10) {
                            case 1 -> "st";
                            case 2 -> "nd";
                            case 3 -> "rd";
                            default -> "th";
                        };
        return number + ending;
    }
}
