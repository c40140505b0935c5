package dev.rehearsal.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;
import dev.rehearsal.actor.Context;
import dev.rehearsal.check.Options;
import dev.rehearsal.check.Result;
import dev.rehearsal.check.Result.End;
import dev.rehearsal.check.Search;
import dev.rehearsal.check.Trouble;
import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.disk.Cell;
import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.kernel.View;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Workload;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A simulation reaches nothing that the search of all states has not seen. */
class AgreementTest {

    /** What is said. */
    sealed interface Word {
        /** Keep a number. */
        record Keep(int number) implements Word {}

        /** Hold it for the one who asked. */
        record Hold(int number, ActorRef<Word> asker) implements Word {}

        /** It is kept. */
        record Kept(int number) implements Word {}
    }

    /** What is written down. */
    private record Note(int number) {}

    /** A server that writes a number down and lets a child of its own hold it. */
    private record Home(Cell<Note> cell) implements Actor<Note, Word> {

        /** Takes what stands in the file, durable or not: a start without a sync has few states. */
        @Override
        public Note start(Context<Word> context) {
            context.spawnLinked("child", new Child());
            return context.disk()
                    .read(cell.name())
                    .map(file -> cell.codec().decode(Arrays.copyOfRange(file, 4, file.length)))
                    .getOrElse(new Note(0));
        }

        @Override
        public Note receive(Note note, Word word, Context<Word> context) {
            return switch (word) {
                case Word.Keep(int number) -> {
                    Note next = new Note(number);
                    cell.write(context.disk(), next);
                    context.send(
                            ActorRef.to("home/child"), new Word.Hold(number, context.sender()));
                    yield next;
                }
                case Word.Hold _, Word.Kept _ -> note;
            };
        }
    }

    private record Child() implements Actor<Integer, Word> {

        @Override
        public Integer start(Context<Word> context) {
            return 0;
        }

        @Override
        public Integer receive(Integer held, Word word, Context<Word> context) {
            return switch (word) {
                case Word.Hold(int number, ActorRef<Word> asker) -> {
                    context.send(asker, new Word.Kept(number));
                    yield number;
                }
                case Word.Keep _, Word.Kept _ -> held;
            };
        }
    }

    private record User() implements Client<Word.Keep, Integer, Word> {

        @Override
        public Integer start(ClientContext<Word> context) {
            return 0;
        }

        @Override
        public Integer invoke(
                Integer awaited, int index, Word.Keep keep, ClientContext<Word> context) {
            context.send(ActorRef.to("home"), keep);
            return keep.number();
        }

        @Override
        public Integer receive(Integer awaited, Word word, ClientContext<Word> context) {
            if (word instanceof Word.Kept(int number) && number == awaited) {
                context.complete(number);
                return 0;
            }
            return awaited;
        }

        @Override
        public Integer abandon(Integer awaited) {
            return 0;
        }
    }

    /** The scenario; public for the catalogue's sake. */
    private static final class House implements Scenario {

        @Override
        public String name() {
            return "house";
        }

        @Override
        public String summary() {
            return "a server with a child";
        }

        @Override
        public Cluster cluster(Settings settings) {
            return cluster(_ -> {});
        }

        Cluster cluster(Consumer<View> visited) {
            return house(visited).build();
        }

        Cluster.Builder house(Consumer<View> visited) {
            return Cluster.builder()
                    .node("home", new Home(Cell.of("note", Note.class)))
                    .client("c1", new User())
                    .workload(
                            new Workload(
                                    Word.Keep.class,
                                    2,
                                    Duration.ofMillis(5),
                                    Duration.ofSeconds(100),
                                    (_, index, _) -> new Word.Keep(index)))
                    .checked(_ -> Vector.of(new Word.Keep(1), new Word.Keep(2)))
                    .within(world -> {
                        visited.accept(world);
                        return true;
                    })
                    .survives(1);
        }
    }

    /**
     * All that a property can see of the server: whether it is up, its disk, who lives there and in
     * which state. Not the client: in a search it asks the next question in the step in which the
     * last one was answered.
     */
    private static String seen(View world) {
        int node = world.node("home");
        StringBuilder seen =
                new StringBuilder(world.isUp(node) ? "up " : "down ")
                        .append(Long.toHexString(world.disk(node).fingerprint()))
                        .append("; ");
        for (String path : List.of("home", "home/child")) {
            int actor = world.actor(path);
            seen.append(path)
                    .append(actor >= 0 && world.isAlive(actor) ? " lives " : " is dead ")
                    .append(actor < 0 ? null : world.state(actor))
                    .append("; ");
        }
        return seen.toString();
    }

    private static Result search(Set<String> seen, int threads) {
        return Search.with(Options.DEFAULT.threads(threads))
                .run(
                        new House().cluster(world -> seen.add(seen(world))).system(),
                        Trouble.NONE.drops(Trouble.UNLIMITED).crashes(Trouble.UNLIMITED, 1));
    }

    @Test
    void crashesWithoutLimit_ofAServerWithAChild_leadToFewStates() {
        Result result = search(ConcurrentHashMap.newKeySet(), 1);

        assertEquals(End.EXHAUSTED, result.end());
        assertEquals(172, result.distinct());
        assertEquals(result, search(ConcurrentHashMap.newKeySet(), 2));
    }

    /** The house, and an invariant: that it is as the search has seen it. */
    private record Inspected(Set<String> seen, Set<String> reached) implements Scenario {

        @Override
        public String name() {
            return "inspected";
        }

        @Override
        public String summary() {
            return "a house that is looked at after every step";
        }

        @Override
        public Cluster cluster(Settings settings) {
            return new House()
                    .house(_ -> {})
                    .always(
                            "seen-by-the-search",
                            world -> {
                                String now = AgreementTest.seen(world);
                                reached.add(now);
                                return seen.contains(now) ? Option.none() : Option.some(now);
                            })
                    .build();
        }
    }

    /** In a search nobody loses patience. */
    private static final long BEFORE_ANYBODY_GIVES_UP = 99_000_000_000L;

    @Test
    void simulatedRuns_areAfterEveryStepWhereTheSearchHasBeen() {
        Set<String> seen = new HashSet<>();
        search(seen, 1);
        Set<String> reached = new HashSet<>();
        Simulation simulation =
                Simulation.of(new Inspected(seen, reached).settings())
                        .with(
                                Simulation.Options.DEFAULT
                                        .steps(2_000)
                                        .nanos(BEFORE_ANYBODY_GIVES_UP));
        int crashes = 0;
        for (long seed = 0; seed < 1_000; seed++) {
            FaultProfile profile = FaultProfile.LOSSY.without("duplicate");
            Run run = simulation.run(seed, profile.adversary(simulation.cluster(), seed));
            assertEquals(Option.none(), run.violation().filter(v -> !v.kind().equals("livelock")));
            crashes += run.effective().getOrElse(FaultKind.CRASH, 0);
        }
        assertTrue(crashes > 100, "crashes=" + crashes);
        assertTrue(reached.size() > 20, "reached=" + reached.size() + " seen=" + seen.size());
    }
}
