package dev.rehearsal.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.Context;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

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
