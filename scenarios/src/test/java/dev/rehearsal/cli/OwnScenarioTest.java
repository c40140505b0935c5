package dev.rehearsal.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;
import dev.rehearsal.actor.Context;
import dev.rehearsal.kernel.View;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Invariant;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Workload;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Scenarios that are not in the catalogue. */
class OwnScenarioTest {

    @TempDir Path folder;
    private Calls rehearse;

    @BeforeEach
    void open() {
        rehearse = new Calls(folder);
    }

    /** What users might write. */
    abstract static class Own implements Scenario {
        @Override
        public String name() {
            return "own";
        }

        @Override
        public String summary() {
            return "of a test";
        }
    }

    /** No nodes. */
    public static final class PlainModel extends Own {
        @Override
        public Cluster cluster(Settings settings) {
            return Cluster.builder().build();
        }
    }

    /** A timer and a handler that throws, or a state that is an array. */
    public static final class Careless extends Own {
        private record Node() implements Actor<Object, String> {
            @Override
            public Object start(Context<String> context) {
                context.timer("go", Duration.ofMillis(1));
                return List.of();
            }

            @Override
            public Object receive(Object state, String message, Context<String> context) {
                return List.of("log", new int[] {1});
            }
        }

        @Override
        public Cluster cluster(Settings settings) {
            return Cluster.builder().node("n1", new Node()).build();
        }
    }

    /** Throws on its own. */
    public static final class Broken extends Own {
        @Override
        public Cluster cluster(Settings settings) {
            throw new IllegalStateException("no disk today");
        }
    }

    /** Counts to five, every millisecond one, and must never be at three. */
    public static class Counting extends Own {
        record Node() implements Actor<Integer, String> {
            @Override
            public Integer start(Context<String> context) {
                context.timer("tick", Duration.ofMillis(1));
                return 0;
            }

            @Override
            public Integer receive(Integer count, String message, Context<String> context) {
                if (count < 4) {
                    context.timer("tick", Duration.ofMillis(1));
                }
                return count + 1;
            }
        }

        @Override
        public Cluster cluster(Settings settings) {
            return Cluster.builder()
                    .node("n1", new Node())
                    .always("never-three", Invariant.that("not 3", world -> !isAt(world, 3)))
                    .sometimes("two", world -> isAt(world, 2))
                    .sometimes("nine", world -> isAt(world, 9))
                    .build();
        }

        static boolean isAt(View world, int count) {
            return world.state("n1", Integer.class).contains(count);
        }
    }

    /** The same with a property that throws. */
    public static final class Typo extends Counting {
        @Override
        public Cluster cluster(Settings settings) {
            return Cluster.builder()
                    .node("n1", new Node())
                    .always("typo", Invariant.that("up", world -> world.isUp("n2")))
                    .build();
        }
    }

    @Test
    void brokenInvariant_isFoundAtItsStep_andReplayShowsTheRunUpToIt() {
        Calls.Result run = rehearse.call("run", Counting.class.getName(), "--seed=1");
        Calls.Result replay =
                rehearse.call("replay", Counting.class.getName(), "--seed=1", "--until=3");
        Calls.Result whole = rehearse.call("replay", Counting.class.getName(), "--seed=1");

        assertEquals(1, run.code(), run::toString);
        assertTrue(run.out().startsWith("violated: never-three in own"), run.out());
        assertTrue(
                run.out().contains("does not hold: not 3, after n1 handled its timer String"),
                run.out());
        assertTrue(run.out().contains("goals: two at step 3, nine not seen"), run.out());
        assertTrue(replay.out().contains("(shown up to step 3 of 4)"), replay.out());
        assertTrue(whole.out().contains("^^ never-three is violated here"), whole.out());
        assertTrue(!replay.out().contains("is violated here"), replay.out());
    }

    @Test
    void propertyThatThrows_isRefusedByItsName() {
        Calls.Result result = rehearse.call("run", Typo.class.getName(), "--seed=1");

        assertEquals(2, result.code(), result::toString);
        assertTrue(
                result.err()
                        .startsWith(
                                "rehearse: a property must not throw: property=typo"
                                        + " threw=java.lang.IllegalArgumentException: a node must"
                                        + " exist: node=n2"),
                result.err());
    }

    @Test
    void printedCommand_isTheOneThatTheLauncherWasCalledBy() {
        Calls.Result result =
                new Calls(
                                folder,
                                Map.of("REHEARSE_COMMAND", "../my tools/rehearse"),
                                false,
                                StandardCharsets.UTF_8)
                        .call("run", Counting.class.getName(), "--seed=1");

        assertTrue(
                result.lastLine().startsWith("'../my tools/rehearse' replay .rehearsal/failures/"),
                result.out());
    }

    /** Nobody answers the one client. */
    public static final class Silent extends Own {
        private record Wall() implements Actor<Integer, String> {
            @Override
            public Integer start(Context<String> context) {
                return 0;
            }

            @Override
            public Integer receive(Integer heard, String message, Context<String> context) {
                return heard;
            }
        }

        private record Asker() implements Client<String, Integer, String> {
            @Override
            public Integer start(ClientContext<String> context) {
                return 0;
            }

            @Override
            public Integer invoke(
                    Integer state, int index, String operation, ClientContext<String> context) {
                context.send(ActorRef.to("n1"), operation);
                return state;
            }

            @Override
            public Integer receive(Integer state, String answer, ClientContext<String> context) {
                return state;
            }

            @Override
            public Integer abandon(Integer state) {
                return state;
            }
        }

        @Override
        public Cluster cluster(Settings settings) {
            return Cluster.builder()
                    .node("n1", new Wall())
                    .client("c1", new Asker())
                    .workload(
                            new Workload(
                                    String.class,
                                    3,
                                    Duration.ofMillis(5),
                                    Duration.ofMillis(20),
                                    (_, index, _) -> "question " + index))
                    .build();
        }
    }

    @Test
    void runWithoutAnAnswer_saysThatItSaysNothing() {
        Calls.Result text = rehearse.call("run", Silent.class.getName(), "--seed=1");
        Calls.Result json = rehearse.call("run", Silent.class.getName(), "--seed=1", "--json");

        assertEquals(0, text.code(), text::toString);
        assertTrue(text.out().contains("operations: 0 of 3 completed, 3 unknown"), text.out());
        assertTrue(
                text.out()
                        .contains(
                                "vacuous: no operation completed, so this run says nothing about"
                                        + " what users see"),
                text.out());
        assertEquals(true, json.json().get("vacuous"));
        assertEquals(3L, ((Number) json.json().get("operations")).longValue());
    }

    @Test
    void plainModel_isRefusedNamingCheck() {
        Calls.Result result = rehearse.call("run", PlainModel.class.getName());

        assertEquals(2, result.code(), result::toString);
        assertTrue(
                result.err()
                        .contains(
                                "run needs actors, and own is a plain model: search its states with"
                                        + " ./rehearse check own"),
                result.err());
    }

    @Test
    void mutableState_isRefusedWithThePathToIt() {
        Calls.Result result = rehearse.call("run", Careless.class.getName());

        assertEquals(2, result.code(), result::toString);
        assertTrue(result.err().contains("[1]"), result.err());
        assertTrue(result.err().contains("int[]"), result.err());
    }

    @Test
    void clusterThatThrows_isRefusedWithThePlace() {
        Calls.Result result = rehearse.call("run", Broken.class.getName());

        assertEquals(2, result.code(), result::toString);
        assertTrue(result.err().contains("no disk today at " + Broken.class.getName()));
    }

    @Test
    void classPath_ofAFolder_isSearchedForTheClassAndForServices() throws IOException {
        UserCode.compile(
                folder,
                "com/acme/Counting.java",
                """
                package com.acme;

                import dev.rehearsal.scenario.*;

                public final class Counting implements Scenario {
                    public String name() { return "counting"; }
                    public String summary() { return "counts"; }
                    public Cluster cluster(Settings settings) {
                        return new dev.rehearsal.scenarios.register.SingleCopyRegister()
                                .settings().cluster();
                    }
                }
                """);

        Calls.Result byClass =
                rehearse.call(
                        "run",
                        "com.acme.Counting",
                        "--classpath",
                        "classes",
                        "--seed=1",
                        "--faults=calm",
                        "--json");

        assertEquals(0, byClass.code(), byClass::toString);
        assertEquals("counting", byClass.json().get("scenario"));
        assertEquals(2, rehearse.call("run", "com.acme.Counting").code());

        Path services = folder.resolve("classes/META-INF/services");
        Files.createDirectories(services);
        Files.writeString(services.resolve(Scenario.class.getName()), "com.acme.Counting\n");
        assertEquals(0, rehearse.call("run", "counting", "--classpath=classes", "--seed=1").code());
        assertTrue(
                rehearse.call("list", "--classpath=classes")
                        .out()
                        .contains("counting\n    counts"));
    }

    @Test
    void classPath_withABrokenService_isRefused() throws IOException {
        Path services = folder.resolve("classes/META-INF/services");
        Files.createDirectories(services);
        Files.writeString(services.resolve(Scenario.class.getName()), "com.acme.Missing\n");

        Calls.Result result = rehearse.call("list", "--classpath=classes");

        assertEquals(2, result.code());
        assertTrue(result.err().contains("com.acme.Missing"), result.err());
    }
}
