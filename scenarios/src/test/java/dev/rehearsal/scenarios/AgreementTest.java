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
import dev.rehearsal.disk.Cell;
import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.kernel.View;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Workload;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.TraceEvent;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

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

        @Override
        public Note start(Context<Word> context) {
            context.spawnLinked("child", new Child());
            return cell.read(context.disk()).getOrElse(new Note(0));
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

        Cluster cluster(java.util.function.Consumer<View> visited) {
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
                    .survives(1)
                    .build();
        }
    }

    private static String state(View world, String path) {
        int actor = world.actor(path);
        return actor < 0 ? "-" : shown(world.state(actor));
    }

    private static String shown(@org.jspecify.annotations.Nullable Object state) {
        return state == null ? "-" : state.toString();
    }

    private static Result search(Set<String> seen, int threads) {
        return Search.with(Options.DEFAULT.threads(threads))
                .run(
                        new House()
                                .cluster(world ->
                                        seen.add(
                                                state(world, "home")
                                                        + " "
                                                        + state(world, "home/child")))
                                .system(),
                        Trouble.NONE.drops(Trouble.UNLIMITED).crashes(Trouble.UNLIMITED, 1));
    }

    @Test
    void crashesWithoutLimit_ofAServerWithAChild_leadToFewStates() {
        Result result = search(ConcurrentHashMap.newKeySet(), 1);

        assertEquals(End.EXHAUSTED, result.end());
        assertEquals(119, result.distinct());
        assertEquals(result, search(ConcurrentHashMap.newKeySet(), 2));
    }

    @Test
    void simulatedRuns_reachOnlyWhatTheSearchHasSeen() {
        Set<String> seen = new HashSet<>();
        search(seen, 1);
        Simulation simulation =
                Simulation.of(new House().settings())
                        .with(Simulation.Options.DEFAULT.verbose().steps(2_000));
        Set<String> reached = new HashSet<>();
        int crashes = 0;
        for (long seed = 0; seed < 1_000; seed++) {
            FaultProfile profile = FaultProfile.LOSSY.without("duplicate");
            Run run = simulation.run(seed, profile.adversary(simulation.cluster(), seed));
            String home = "-";
            String child = "-";
            for (TraceEvent event : run.trace().events()) {
                switch (event) {
                    case TraceEvent.Turned turned when turned.actor().equals("home") ->
                            home = shown(turned.state());
                    case TraceEvent.Turned turned when turned.actor().equals("home/child") ->
                            child = shown(turned.state());
                    case TraceEvent.Crashed crashed when crashed.node().equals("home") -> {
                        home = "-";
                        child = "-";
                        crashes++;
                    }
                    default -> {}
                }
                if (!(event instanceof TraceEvent.Crashed)) {
                    reached.add(home + " " + child);
                }
            }
        }
        assertTrue(crashes > 100, "crashes=" + crashes);
        reached.removeAll(seen);
        assertEquals(Set.of(), reached);
    }
}
