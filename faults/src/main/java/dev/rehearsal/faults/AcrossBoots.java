package dev.rehearsal.faults;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Point;
import dev.rehearsal.disk.Aftermath;

import io.vavr.collection.Vector;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Messages outlive an incarnation: a server crashes, and what was under way to it, or from it, just
 * before arrives when it has booted again.
 *
 * @param way to the next incarnation, or from the dead one
 * @param rate for each server and span; usually 0.1
 * @param span for which a crash is drawn; usually 100 ms
 * @param lead how long before the crash a message must have been sent; usually 20 ms
 * @param down how long the server stays down; usually 5 ms
 */
public record AcrossBoots(Way way, double rate, Duration span, Duration lead, Duration down)
        implements OfMessages, OfIncidents {

    /** Which messages. */
    public enum Way {
        /** To the server: sent to one incarnation, received by the next. */
        TO("to-next-incarnation"),
        /** From the server: the last words of an incarnation that is dead. */
        FROM("from-dead-incarnation");

        private final String label;

        Way(String label) {
            this.label = label;
        }
    }

    /** Refuses what is no probability, and what is not positive. */
    public AcrossBoots {
        Options.requireRate("rate", rate);
        Options.requirePositive("span", span);
        Options.requirePositive("lead", lead);
        Options.requirePositive("down", down);
    }

    @Override
    public String label() {
        return way.label;
    }

    /** When the server is down, and since when messages are kept. */
    private record Gap(long since, long crash, long release) {}

    @Override
    public Vector<Departure.Incident> incidents(Scene scene) {
        return scene.slots(
                scene.mortals(),
                rate,
                span,
                way == Way.TO ? 5 : 6,
                (node, slot, at, _) ->
                        new Departure.Crash(node, slot, at, down.toNanos(), Aftermath.NONE));
    }

    @Override
    public Part messages(Scene scene) {
        LinkedHashMap<String, List<Gap>> gaps = new LinkedHashMap<>();
        for (Departure.Incident crash : incidents(scene)) {
            long at = ((Point.At) crash.at()).nanos();
            gaps.computeIfAbsent(crash.target(), _ -> new ArrayList<>())
                    .add(new Gap(at - lead.toNanos(), at, at + 2 * down.toNanos()));
        }
        return (message, _, now, decision) -> {
            int node = scene.nodeOf(way == Way.TO ? message.receiver() : message.sender());
            for (Gap gap : gaps.getOrDefault(scene.name(node), List.of())) {
                if (now >= gap.since && now < gap.crash) {
                    decision.hold(new Point.At(gap.release), label());
                    return;
                }
            }
        };
    }
}
