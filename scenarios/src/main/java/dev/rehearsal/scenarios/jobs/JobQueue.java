package dev.rehearsal.scenarios.jobs;

import static dev.rehearsal.supervisor.Supervisor.child;
import static dev.rehearsal.supervisor.Supervisor.intensity;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.kernel.View;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Escalation;
import dev.rehearsal.scenario.Parameter;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenario.Workload;
import dev.rehearsal.scenarios.jobs.JobMessage.Job;
import dev.rehearsal.scenarios.jobs.Ledger.Marking;
import dev.rehearsal.supervisor.Supervisor;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.TreeMap;
import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;

/**
 * Producers c1, c2, … hand jobs to {@code queue/jobs/end}; workers {@code w1}, {@code w2}, … take
 * them from there, at least once each, and bring their effects to {@code ledger/effects/end}, which
 * takes each once.
 */
public final class JobQueue implements Scenario {

    private static final String QUEUE = "queue/jobs/end";
    private static final String LEDGER = "ledger/effects/end";
    private static final int LARGEST_BATCH = 3;

    private static final Parameter.Count WORKERS =
            new Parameter.Count("workers", "how many take jobs", 2, 1, 5);
    private static final Parameter.Count PRODUCERS =
            new Parameter.Count("clients", "how many hand over jobs", 2, 1, 10);
    private static final Parameter.Count BATCHES =
            new Parameter.Count("operations", "how many batches each hands over", 4, 1, 1_000);

    private static final Variant MARKS_LATER =
            new Variant("mark-behind-effect", "the ledger writes the effect, and its mark then")
                    .known(
                            "Q1",
                            Vector.of("effects-once"),
                            "a crash of the ledger between the two",
                            "known in the trade");
    private static final Variant HASTY =
            new Variant("done-before-work", "a worker says that a job is done when it begins")
                    .known(
                            "Q2",
                            Vector.of("done-has-effect", "accepted-has-effect"),
                            "none: the work takes longer than the word that it is done",
                            "known in the trade");
    private static final Variant IMPATIENT =
            new Variant(
                            "visible-while-worked-on",
                            "a job is handed out again before the work on it can be done, and the"
                                    + " ledger takes every effect")
                    .known(
                            "Q3",
                            Vector.of("effects-once"),
                            "two workers; no fault is needed",
                            "known in the trade");
    private static final Variant REORDERS =
            new Variant("retry-reorders", "the queue takes a job before the one in front of it")
                    .known(
                            "Q4",
                            Vector.of("in-order"),
                            "a job that is lost, and is sent again behind the next one",
                            "known in the trade");

    @Override
    public String name() {
        return "job-queue";
    }

    @Override
    public String summary() {
        return "jobs handed out at least once: is each done, and is its effect there once?";
    }

    @Override
    public Vector<Parameter<?>> parameters() {
        return Vector.of(WORKERS, PRODUCERS, BATCHES);
    }

    @Override
    public Vector<Variant> variants() {
        return Vector.of(MARKS_LATER, HASTY, IMPATIENT, REORDERS);
    }

    @Override
    public Settings swarm(Settings settings, Draw draw) {
        return settings.unlessSet(WORKERS, 1 + draw.in("workers").below(3))
                .unlessSet(PRODUCERS, 1 + draw.in("clients").below(3))
                .unlessSet(BATCHES, 1 + draw.in("operations").below(5));
    }

    @Override
    public Cluster cluster(Settings settings) {
        Vector<String> workers =
                Vector.rangeClosed(1, settings.get(WORKERS)).map(number -> "w" + number);
        Duration visibility =
                settings.has(IMPATIENT) ? Worker.WORK.dividedBy(2) : Worker.WORK.multipliedBy(8);
        var worker = new Worker(ActorRef.to(QUEUE), ActorRef.to(LEDGER), settings.has(HASTY));
        Cluster.Builder cluster =
                Cluster.builder()
                        .node("queue", tree("jobs", new Queue(visibility, settings.has(REORDERS))))
                        .node("ledger", tree("effects", new Ledger(marking(settings))));
        workers.forEach(name -> cluster.node(name, tree("work", worker)));
        for (int c = 1; c <= settings.get(PRODUCERS); c++) {
            cluster.client("c" + c, new Producer("c" + c, ActorRef.to(QUEUE)));
        }
        return cluster.workload(
                        new Workload(
                                Producer.Batch.class,
                                settings.get(BATCHES),
                                Duration.ofMillis(20),
                                Duration.ofMillis(200),
                                (_, _, draw) -> new Producer.Batch(1 + draw.below(LARGEST_BATCH))))
                .always("effects-once", JobQueue::twice)
                .always("done-has-effect", JobQueue::doneInVain)
                .always("in-order", JobQueue::outOfOrder)
                .eventually("accepted-has-effect", world -> missing(world, workers))
                .within(patience(settings))
                .survives(2 + workers.size())
                .survivesExits()
                .mayGrow()
                .onEscalation(new Escalation.Boots(Duration.ofMillis(20)))
                .build();
    }

    /** One worker that is left can do all the jobs within it, one after the other. */
    private static Duration patience(Settings settings) {
        long jobs = (long) settings.get(PRODUCERS) * settings.get(BATCHES) * LARGEST_BATCH;
        return Duration.ofSeconds(5).plus(Worker.WORK.multipliedBy(2 * jobs));
    }

    private static Marking marking(Settings settings) {
        if (settings.has(IMPATIENT)) {
            return Marking.NEVER;
        }
        return settings.has(MARKS_LATER) ? Marking.BEHIND_EFFECT : Marking.WITH_EFFECT;
    }

    private static LinkedHashMap<String, Actor<?, ?>> tree(String name, Actor<?, ?> end) {
        return LinkedHashMap.of(
                name,
                Supervisor.oneForOne(intensity(10, Duration.ofSeconds(1)), child("end", end)));
    }

    // ----------------------------------------------------------------------------- what must hold

    /** No effect is there twice. */
    private static Option<String> twice(View world) {
        for (Vector<Job> effects : effects(world)) {
            if (effects.distinct().size() < effects.size()) {
                return Option.some(
                        "twice in the ledger: "
                                + effects.filter(job -> effects.count(job::equals) > 1)
                                        .distinct()
                                        .mkString(", "));
            }
        }
        return Option.none();
    }

    /** What the queue hands out no more has its effect. */
    private static Option<String> doneInVain(View world) {
        for (Vector<Job> effects : effects(world)) {
            for (Queue.State queue : queue(world)) {
                TreeSet<Job> missing = queue.done().removeAll(effects);
                if (!missing.isEmpty()) {
                    return Option.some("done without effect: " + missing.mkString(", "));
                }
            }
        }
        return Option.none();
    }

    /** The jobs of a producer stand in the queue in the order in which it handed them over. */
    private static Option<String> outOfOrder(View world) {
        for (Queue.State queue : queue(world)) {
            TreeMap<String, Job> last = TreeMap.empty();
            for (Job job : queue.jobs()) {
                Job before = last.get(job.producer()).getOrNull();
                if (before != null && before.compareTo(job) > 0) {
                    return Option.some(job + " stands behind " + before);
                }
                last = last.put(job.producer(), job);
            }
        }
        return Option.none();
    }

    /** What a producer was told is accepted has its effect, unless who must bring it is gone. */
    private static Option<String> missing(View world, Vector<String> workers) {
        if (!world.isUp("queue") || !world.isUp("ledger") || !workers.exists(world::isUp)) {
            return Option.none();
        }
        Vector<Job> effects = effects(world).getOrElse(Vector.empty());
        Vector<Job> missing =
                Vector.ofAll(world.states(Producer.State.class))
                        .flatMap(Producer.State::accepted)
                        .removeAll(effects);
        return missing.isEmpty()
                ? Option.none()
                : Option.some("accepted and without effect: " + missing.mkString(", "));
    }

    private static Option<Vector<Job>> effects(View world) {
        return world.state(LEDGER, Ledger.State.class).map(Ledger.State::effects);
    }

    private static Option<Queue.State> queue(View world) {
        return world.state(QUEUE, Queue.State.class);
    }
}
