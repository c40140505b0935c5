package dev.rehearsal.story;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.MessageName;
import dev.rehearsal.decision.Point;
import dev.rehearsal.diagram.Brief;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.TraceEvent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A traced run as numbered sentences: what was asked and what went wrong, in order. */
public final class StoryText {

    private StoryText() {}

    /** The sentences of a run, each with its number. */
    public static List<String> of(Run run) {
        Map<String, String> ends = new HashMap<>();
        for (TraceEvent event : run.trace().events()) {
            switch (event) {
                case TraceEvent.Completed done ->
                        ends.put(
                                name(done.client(), done.index()),
                                done.result() == null
                                        ? "is told that it did not happen"
                                        : "is told " + Brief.of(done.result()));
                case TraceEvent.Abandoned gone ->
                        ends.put(
                                name(gone.client(), gone.index()),
                                "gives up at " + time(gone.nanos()) + ": outcome unknown");
                default -> {}
            }
        }
        List<String> sentences = new ArrayList<>();
        for (TraceEvent event : run.trace().events()) {
            switch (event) {
                case TraceEvent.Invoked asked -> {
                    String name = name(asked.client(), asked.index());
                    sentences.add(
                            "At "
                                    + time(asked.nanos())
                                    + " "
                                    + asked.client()
                                    + " asks "
                                    + Brief.of(asked.operation())
                                    + " ("
                                    + name
                                    + ") and "
                                    + ends.getOrDefault(name, "has no answer when the run ends")
                                    + ".");
                }
                case TraceEvent.Healed healed -> {
                    if (healed.heal().atNanos() > 0) {
                        sentences.add("The " + healed.heal() + ".");
                    }
                }
                case TraceEvent.Departed departed ->
                        sentences.add(sentence(departed.departure()) + ".");
                case TraceEvent.Chosen chosen -> {
                    if (chosen.chosen() > 0) {
                        sentences.add(sentence(chosen) + ".");
                    }
                }
                default -> {}
            }
        }
        List<String> numbered = new ArrayList<>();
        for (int i = 0; i < sentences.size(); i++) {
            numbered.add(String.format(Locale.ROOT, "%3d. %s", i + 1, sentences.get(i)));
        }
        return numbered;
    }

    private static String sentence(TraceEvent.Chosen chosen) {
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
                + chosen.occasion().root();
    }

    /** A time since the start of the run. */
    public static String time(long nanos) {
        return nanos == 0 ? "0ms" : Point.time(nanos);
    }

    private static String name(String client, int index) {
        return client + "#" + index;
    }

    /** What departed from the calm world, without a full stop. */
    public static String sentence(Departure departure) {
        return switch (departure) {
            case Departure.Drop drop -> message(drop.message()) + " is lost";
            case Departure.Held held -> message(held.message()) + " is held until " + held.until();
            case Departure.Corrupt corrupt ->
                    message(corrupt.message()) + " arrives with " + corrupt.damage();
            case Departure.Again again ->
                    message(again.message())
                            + " is delivered again "
                            + switch (again.until()) {
                                case Point.After after -> after.toString();
                                case Point.At at -> "at " + at;
                                case Point.AfterOperation operation -> "when " + operation;
                                case Point.End _ -> "at the end";
                            };
            case Departure.Crash crash ->
                    crash.target()
                            + " loses power "
                            + (crash.at() instanceof Point.At ? "at " : "when ")
                            + crash.at()
                            + " and boots "
                            + time(crash.downNanos())
                            + " later"
                            + (crash.aftermath().equals(Aftermath.NONE)
                                    ? ""
                                    : "; of the changes that were not synced survive "
                                            + crash.aftermath());
            case Departure.Cut _,
                    Departure.Hang _,
                    Departure.OfDisk _,
                    Departure.OfOccasion _,
                    Departure.Incident _ ->
                    departure.toString();
        };
    }

    private static String message(MessageName name) {
        return "The "
                + (name.occurrence() == 1 ? "" : ordinal(name.occurrence()) + " ")
                + name.type()
                + " from "
                + name.from()
                + " to "
                + name.to()
                + " for "
                + name.root();
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
