package dev.rehearsal.counterexample;

import dev.rehearsal.check.Move;
import dev.rehearsal.check.Result.Path;
import dev.rehearsal.simulation.Trace;
import dev.rehearsal.simulation.TraceEvent;

import io.vavr.collection.Vector;

import java.util.ArrayList;
import java.util.List;

/**
 * How a run is like a path. It takes the steps of the path when each of them is among its events,
 * in the order of the path. What the run does besides, such as handling messages that change
 * nothing, does not count; neither does when a message is lost, which the network decides at its
 * sending.
 */
public enum Likeness {

    /** It takes the same steps. */
    SAME,
    /** It takes the same steps, but for the values that messages carry. */
    OTHER_VALUES,
    /** It takes other steps. */
    OTHER_STEPS;

    private static final String KERNEL = "dev.rehearsal.kernel.";

    static Likeness of(Path path, Trace trace) {
        if (isTaken(path, trace, true)) {
            return SAME;
        }
        return isTaken(path, trace, false) ? OTHER_VALUES : OTHER_STEPS;
    }

    private static boolean isTaken(Path path, Trace trace, boolean values) {
        Vector<String> lost = Vector.empty();
        List<String> seen = new ArrayList<>();
        for (TraceEvent event : trace.events()) {
            switch (event) {
                case TraceEvent.Sent sent when sent.dropped() ->
                        lost = lost.append(message(sent.from(), sent.to(), sent.message(), values));
                case TraceEvent.Delivered at ->
                        seen.add(message(at.from(), at.to(), at.message(), values));
                case TraceEvent.Lost at ->
                        seen.add(message(at.from(), at.to(), at.message(), values));
                case TraceEvent.Fired fired ->
                        seen.add(timer(fired.actor(), fired.message(), values));
                case TraceEvent.Synced synced -> seen.add(sync(synced.actor()));
                case TraceEvent.Chosen chosen ->
                        seen.add(choice(chosen.actor(), chosen.site(), chosen.chosen()));
                case TraceEvent.Crashed crashed -> seen.add("crash " + crashed.node());
                case TraceEvent.Booted booted when booted.boot() > 1 ->
                        seen.add("boot " + booted.node());
                case TraceEvent.Booted _,
                        TraceEvent.Sent _,
                        TraceEvent.Turned _,
                        TraceEvent.Exited _,
                        TraceEvent.Spawned _,
                        TraceEvent.Reported _,
                        TraceEvent.Invoked _,
                        TraceEvent.Completed _,
                        TraceEvent.Abandoned _,
                        TraceEvent.Healed _,
                        TraceEvent.Interrupted _,
                        TraceEvent.Departed _ -> {}
            }
        }
        Vector<String> dropped = path.moves().flatMap(move -> lost(move, values));
        return lost.containsAll(dropped) && isWithin(steps(path, values), seen);
    }

    private static boolean isWithin(List<String> steps, List<String> seen) {
        int next = 0;
        for (String one : seen) {
            if (next < steps.size() && steps.get(next).equals(one)) {
                next++;
            }
        }
        return next == steps.size();
    }

    private static List<String> steps(Path path, boolean values) {
        List<String> steps = new ArrayList<>();
        path.begun().forEach(choice -> steps.add(of(choice)));
        for (Move move : path.moves()) {
            switch (move) {
                case Move.Delivered at ->
                        steps.add(message(at.from(), at.to(), at.message(), values));
                case Move.Fired fired -> steps.add(timer(fired.actor(), fired.message(), values));
                case Move.Synced synced -> steps.add(sync(synced.actor()));
                case Move.Booted booted -> steps.add("boot " + booted.node());
                case Move.Crashed _, Move.Dropped _, Move.Calmed _ -> {}
            }
            move.choices().forEach(choice -> steps.add(of(choice)));
            Guide.Crash crash = Guide.crash(move);
            if (crash != null) {
                steps.add("crash " + crash.node());
            }
        }
        return steps;
    }

    private static Vector<String> lost(Move move, boolean values) {
        return move instanceof Move.Dropped(String from, String to, Object message)
                ? Vector.of(message(from, to, message, values))
                : Vector.empty();
    }

    private static String message(String from, String to, Object message, boolean values) {
        return from + "→" + to + " " + content(message, values);
    }

    private static String timer(String actor, Object message, boolean values) {
        return "timer " + content(message, values) + " at " + actor;
    }

    /** What the kernel itself sends is told by its type: the rest is numbers of lives. */
    private static String content(Object message, boolean values) {
        String type = message.getClass().getName();
        return values && !type.startsWith(KERNEL) ? Guide.plain(message) : type;
    }

    private static String sync(String actor) {
        return "sync at " + actor;
    }

    private static String of(Move.Choice choice) {
        return choice(choice.actor(), choice.site(), choice.option());
    }

    private static String choice(String actor, String site, int option) {
        return actor + " chooses " + site + " " + option;
    }
}
