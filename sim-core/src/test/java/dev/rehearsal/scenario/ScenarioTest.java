package dev.rehearsal.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;
import dev.rehearsal.actor.Context;
import dev.rehearsal.check.Interchange;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.kernel.Topology;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import java.time.Duration;

class ScenarioTest {

    private static final Parameter.Count SERVERS =
            new Parameter.Count("servers", "how many servers", 3, 1, 9);
    private static final Parameter.Count CLIENTS =
            new Parameter.Count("clients", "how many clients", 2, 1, 20);
    private static final Parameter.Flag DEDUP =
            new Parameter.Flag("dedup", "whether requests are served once", true);
    private static final Parameter.Count OPERATIONS =
            new Parameter.Count("operations", "how many operations", 5, 0, 100);

    private record Echo() implements Actor<String, Object> {
        @Override
        public String start(Context<Object> context) {
            return "";
        }

        @Override
        public String receive(String state, Object message, Context<Object> context) {
            return state;
        }
    }

    private record Asker() implements Client<Object, String, Object> {
        @Override
        public String start(ClientContext<Object> context) {
            return "";
        }

        @Override
        public String invoke(
                String state, int index, Object operation, ClientContext<Object> context) {
            return state;
        }

        @Override
        public String receive(String state, Object message, ClientContext<Object> context) {
            return state;
        }

        @Override
        public String abandon(String state) {
            return state;
        }
    }

    private record Sample(String name) implements Scenario {
        @Override
        public String summary() {
            return "a sample";
        }

        @Override
        public Vector<Parameter<?>> parameters() {
            return Vector.of(SERVERS, CLIENTS, DEDUP, OPERATIONS);
        }

        @Override
        public Vector<Variant> variants() {
            return Vector.of(
                    new Variant("no-sync", "answers before it syncs"),
                    new Variant("split-brain", "two leaders"));
        }

        @Override
        public Cluster cluster(Settings settings) {
            return Cluster.builder().node("s1", new Echo()).build();
        }
    }

    private static final Settings SETTINGS = new Sample("sample").settings();

    private static String refused(Executable call) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    @Test
    void shape_drawnForASwarm_leavesWhatSomebodySetAndStaysInItsRange() {
        Settings drawn = SETTINGS.with(CLIENTS, 7).unlessSet(CLIENTS, 4).unlessSet(SERVERS, 12);

        assertEquals(7, drawn.get(CLIENTS));
        assertEquals(9, drawn.get(SERVERS));
        assertFalse(SETTINGS.unlessSet(DEDUP, false).get(DEDUP));
        assertFalse(SETTINGS.with(DEDUP, false).unlessSet(DEDUP, true).get(DEDUP));
    }

    @Test
    void settings_thatNobodyChanged_areTheDefaults() {
        assertEquals(3, SETTINGS.get(SERVERS));
        assertTrue(SETTINGS.get(DEDUP));
        assertEquals(Option.none(), SETTINGS.variant());
        assertEquals("sample servers=3 clients=2 dedup=true operations=5", SETTINGS.toString());
    }

    @Test
    void settings_changed_leaveTheOldOnesAlone() {
        Settings changed =
                SETTINGS.with("servers", " 5 ").with(DEDUP, false).withVariant("no-sync");
        assertEquals(5, changed.get(SERVERS));
        assertFalse(changed.get(DEDUP));
        assertTrue(changed.has(new Variant("no-sync", "")));
        assertEquals(
                "sample servers=5 clients=2 dedup=false operations=5 variant no-sync",
                changed.toString());
        assertEquals(3, SETTINGS.get(SERVERS));
        assertFalse(SETTINGS.has(new Variant("no-sync", "")));
    }

    @Test
    void settings_areEqualByNameValuesAndVariant() {
        assertEquals(SETTINGS, new Sample("sample").settings());
        assertEquals(SETTINGS.hashCode(), new Sample("sample").settings().hashCode());
        assertEquals(SETTINGS, SETTINGS.with("servers", "4").with("servers", "3"));
        assertNotEquals(SETTINGS, SETTINGS.with("servers", "4"));
        assertNotEquals(SETTINGS, SETTINGS.withVariant("no-sync"));
        assertNotEquals(SETTINGS, new Sample("other").settings());
    }

    private static class WTwice implements Scenario {
        @Override
        public Cluster cluster(Settings settings) {
            return Cluster.builder().build();
        }
    }

    private static final class Log2Replay extends WTwice {}

    @Test
    void nameOfAScenario_isThatOfItsClass_withAHyphenBeforeACapitalAfterASmallLetter() {
        assertEquals("wtwice", new WTwice().name());
        assertEquals("log2-replay", new Log2Replay().name());
    }

    @Test
    void parameter_misspelt_isRefusedWithTheNearestNames() {
        assertEquals(
                "sample has no parameter 'server'; nearest: servers",
                refused(() -> SETTINGS.with("server", "3")));
        assertEquals(
                "sample has no variant 'nosync'; there is no-sync, split-brain",
                refused(() -> SETTINGS.withVariant("nosync")));
        assertTrue(
                refused(() -> SETTINGS.get(new Parameter.Flag("other", "", true)))
                        .contains("scenario=sample parameter=other"));
    }

    @Test
    void value_outOfRange_isRefusedWithTheRange() {
        for (String bad : new String[] {"0", "10", "-1", "x", "", "1.5", "99999999999"}) {
            assertEquals(
                    "servers must be a whole number in [1, 9]: servers=" + bad,
                    refused(() -> SETTINGS.with("servers", bad)));
        }
        for (String bad : new String[] {"yes", "", "TRUE", "1"}) {
            assertEquals(
                    "dedup must be true or false: dedup=" + bad,
                    refused(() -> SETTINGS.with("dedup", bad)));
        }
        assertEquals("1..9", SERVERS.range());
        assertEquals("true|false", DEDUP.range());
        assertEquals(1, SETTINGS.with("servers", "1").get(SERVERS));
        assertEquals(9, SETTINGS.with("servers", "9").get(SERVERS));
    }

    private static Workload workload() {
        return new Workload(
                Object.class,
                3,
                Duration.ofMillis(5),
                Duration.ofMillis(100),
                (client, index, draw) -> client + "/" + index + "/" + draw.below(10));
    }

    @Test
    void cluster_thatContradictsItself_isRefused() {
        assertEquals(
                "clients need a workload: clients=1",
                refused(() -> Cluster.builder().client("c1", new Asker()).build()));
        assertEquals(
                "crashesAtOnce must be in [0, servers]: crashesAtOnce=2 servers=1",
                refused(() -> Cluster.builder().node("s1", new Echo()).survives(2).build()));
        assertEquals(
                "crashesAtOnce must be in [0, servers]: crashesAtOnce=-1 servers=1",
                refused(() -> Cluster.builder().node("s1", new Echo()).survives(-1).build()));
        assertEquals(
                "node must be unique: node=s1",
                refused(() ->
                        Cluster.builder()
                                .node("s1", new Echo())
                                .client("s1", new Asker())
                                .workload(workload())
                                .build()));
        assertEquals(
                "path must be unique: path=kv/store",
                refused(() ->
                        Cluster.builder()
                                .node("kv", LinkedHashMap.of("store", new Echo()))
                                .node("kv/store", new Echo())
                                .build()));
        assertEquals(
                "a name must be made of letters, digits and . _ - /: name=s 1",
                refused(() -> Cluster.builder().node("s 1", new Echo()).build()));
        assertThrows(
                NullPointerException.class,
                () -> Cluster.builder().node("s1", new Echo()).build().requireWorkload());
    }

    @Test
    void cluster_hasItsServersFirst() {
        Cluster cluster =
                Cluster.builder()
                        .client("c1", new Asker())
                        .node("kv", LinkedHashMap.of("b", new Echo(), "a", new Echo()))
                        .client("c2", new Asker())
                        .node("s1", new Echo())
                        .workload(workload())
                        .survives(2)
                        .build();
        assertEquals(
                Vector.of("kv/b", "kv/a", "s1", "c1", "c2"),
                cluster.topology()
                        .nodes()
                        .flatMap(Topology.Node::actors)
                        .map(Topology.Resident::path));
        assertEquals(Vector.of("kv", "s1"), cluster.servers());
        assertEquals(Vector.of("c1", "c2"), cluster.clients());
    }

    @Test
    void cluster_builtAgain_isTheSame_andMayHaveMore() {
        Cluster cluster =
                Cluster.builder()
                        .client("c1", new Asker())
                        .node("s1", new Echo())
                        .node("s2", new Echo())
                        .workload(workload())
                        .checked(_ -> Vector.empty())
                        .within(_ -> true)
                        .always("always", _ -> Option.none())
                        .survives(2)
                        .survivesLostDisks(1)
                        .survivesDamagedDisks(2)
                        .survivesExits()
                        .mayGrow()
                        .frozenClock()
                        .timersLast()
                        .detectsCutsAfter(Duration.ofMillis(3))
                        .onEscalation(new Escalation.StaysDown())
                        .interchangeable(
                                new Interchange(Vector.of("s1", "s2"), Interchange.Renaming.NONE))
                        .build();
        assertEquals(cluster, cluster.toBuilder().build());
        Cluster more =
                cluster.toBuilder().node("s3", new Echo()).sometimes("now", _ -> true).build();
        assertEquals(Vector.of("s1", "s2", "s3"), more.servers());
        assertEquals(Vector.of("s1", "s2"), cluster.servers());
        assertEquals(Vector.of("always", "now"), more.properties().map(p -> p.name()));
    }

    @Test
    void workload_thatMakesNoSense_isRefused() {
        Workload.Operations none = (_, _, _) -> "";
        Duration second = Duration.ofSeconds(1);
        assertThrows(
                IllegalArgumentException.class,
                () -> new Workload(Object.class, -1, second, second, none));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Workload(Object.class, 1, Duration.ZERO, second, none));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Workload(Object.class, 1, second, Duration.ofNanos(-1), none));
    }

    @Property
    void operations_ofAClient_areTheSameWhoeverElseThereIs(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int others) {
        Vector<PlannedOperation> alone = workload().draw(Vector.of("c0"), Draw.seed(seed));
        Vector<PlannedOperation> among =
                workload().draw(Vector.range(0, others + 1).map(i -> "c" + i), Draw.seed(seed));
        assertEquals(alone, among.filter(operation -> operation.client().equals("c0")));
        assertEquals(3 * (others + 1), among.size());
        for (PlannedOperation operation : among) {
            long span = Duration.ofMillis(5).toNanos();
            assertEquals(operation.index() - 1, operation.atNanos() / span);
        }
    }
}
