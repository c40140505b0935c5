package dev.rehearsal.shrink;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.decision.MessageName;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.decision.Point;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.Story;
import dev.rehearsal.simulation.TraceEvent;

import io.vavr.collection.Vector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges what a shrinker says, with code of its own: by hand and by brute force, none of it shared
 * with the search.
 */
final class Audit {

    private final Simulation simulation;

    Audit(Simulation simulation) {
        this.simulation = simulation;
    }

    /** What is wrong with a result, if something is. */
    Optional<String> complaint(Shrunk shrunk) {
        Run after = simulation.run(shrunk.after().story());
        String signature = shrunk.before().violation().get().signature();
        if (after.traceHash() != shrunk.after().traceHash()) {
            return Optional.of("another run than was reported");
        }
        if (!after.fails(signature)) {
            return Optional.of("another failure: " + after.violation());
        }
        if (after.unused().nonEmpty()) {
            return Optional.of("a departure that does not happen: " + after.unused());
        }
        if (shrunk.oneMinimal()
                && fewer(after.story()).stream().anyMatch(s -> fails(s, signature))) {
            return Optional.of("something can be taken away");
        }
        if (size(after.story()) > size(shrunk.before().story())) {
            return Optional.of("larger than what was found");
        }
        return shrunk.standing() == Standing.CANONICAL
                ? smaller(after.story(), signature).map(story -> "there is a smaller one: " + story)
                : Optional.empty();
    }

    private boolean fails(Story story, String signature) {
        return simulation.run(story).fails(signature);
    }

    private static int size(Story story) {
        return story.operations().size() + story.departures().size();
    }

    private static List<Story> fewer(Story story) {
        List<Story> fewer = new ArrayList<>();
        for (PlannedOperation operation : story.operations()) {
            fewer.add(story.withOperations(story.operations().remove(operation)));
        }
        for (Departure departure : story.departures()) {
            fewer.add(story.withDepartures(story.departures().remove(departure)));
        }
        return fewer;
    }

    /**
     * A failing story with one thing less and at most one departure, of a kind of this story. What
     * is smaller still is covered: it needs not be 1-minimal here.
     */
    private Optional<Story> smaller(Story story, String signature) {
        int faults = story.departures().isEmpty() ? 0 : 1;
        int operations = size(story) - 1 - faults;
        for (int count = 1; count <= operations; count++) {
            for (Vector<PlannedOperation> asked : workloads(count)) {
                Story calm = new Story(story.settings(), asked, Vector.empty());
                if (faults == 0 && fails(calm, signature)) {
                    return Optional.of(calm);
                }
                for (Departure departure :
                        faults == 0 ? List.<Departure>of() : faults(calm, story)) {
                    Story one = calm.withDepartures(Vector.of(departure));
                    if (!fails(calm, signature) && fails(one, signature)) {
                        return Optional.of(one);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private List<Vector<PlannedOperation>> workloads(int count) {
        List<Vector<PlannedOperation>> all = new ArrayList<>(List.of(Vector.empty()));
        for (int i = 0; i < count; i++) {
            List<Vector<PlannedOperation>> longer = new ArrayList<>();
            for (Vector<PlannedOperation> asked : all) {
                for (PlannedOperation next : operations(asked, count)) {
                    longer.add(asked.append(next));
                }
            }
            all = longer;
        }
        return all;
    }

    /** Every operation that is not asked yet, at once or after any one that is. */
    private List<PlannedOperation> operations(Vector<PlannedOperation> asked, int indexMax) {
        Cluster cluster = simulation.cluster();
        List<Point> begins = new ArrayList<>(List.of(new Point.At(0)));
        asked.forEach(one -> begins.add(new Point.AfterOperation(one.client(), one.index())));
        List<PlannedOperation> all = new ArrayList<>();
        for (int c = 0; c < cluster.clients().size(); c++) {
            String client = cluster.clients().get(c);
            for (int index = 1; index <= indexMax; index++) {
                String name = client + "#" + index;
                if (!asked.exists(one -> one.name().equals(name))) {
                    for (Object input : inputs(c, index)) {
                        for (Point begin : begins) {
                            all.add(new PlannedOperation(client, index, input, begin));
                        }
                    }
                }
            }
        }
        return all;
    }

    private Vector<Object> inputs(int client, int index) {
        var operations = simulation.cluster().requireWorkload().operations();
        return Vector.range(0, 32)
                .map(k -> operations.operation(client, index, Draw.seed(1_000 + k)))
                .distinct();
    }

    private List<Departure> faults(Story calm, Story like) {
        var kinds = like.departures().map(Departure::kind).toSet();
        List<Departure> all = new ArrayList<>();
        List<Point> points = new ArrayList<>(List.of(new Point.End()));
        calm.operations()
                .forEach(one -> points.add(new Point.AfterOperation(one.client(), one.index())));
        for (MessageName message : messages(calm)) {
            for (Point point : points) {
                if (kinds.contains(FaultKind.HOLD)) {
                    all.add(new Departure.Held(message, point));
                }
                if (kinds.contains(FaultKind.DUPLICATE)) {
                    all.add(new Departure.Again(message, point));
                }
            }
            if (kinds.contains(FaultKind.DROP)) {
                all.add(new Departure.Drop(message));
            }
        }
        if (kinds.contains(FaultKind.CRASH)) {
            for (String node : simulation.cluster().servers()) {
                for (Point point : points.subList(1, points.size())) {
                    all.add(new Departure.Crash(node, 0, point, 1_000_000, Aftermath.NONE));
                }
            }
        }
        return all;
    }

    private List<MessageName> messages(Story story) {
        Run run = simulation.with(Simulation.Options.DEFAULT.verbose()).run(story);
        List<MessageName> names = new ArrayList<>();
        for (TraceEvent event : run.trace().events()) {
            if (event instanceof TraceEvent.Sent sent && sent.name() != null) {
                names.add(sent.name());
            }
        }
        return names;
    }
}
