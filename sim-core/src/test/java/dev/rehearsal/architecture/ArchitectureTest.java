package dev.rehearsal.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.kernel.Medium;

import io.vavr.collection.SortedMap;
import io.vavr.collection.TreeMap;
import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;

import java.lang.classfile.ClassModel;
import java.nio.file.Path;

/** What the packages of this module may know, read from the compiled classes. */
class ArchitectureTest {

    private static final ClassFiles MAIN = ClassFiles.in(Path.of("target/classes"));
    private static final ClassFiles MUTANTS =
            ClassFiles.in(Path.of("target/test-classes")).of("dev.rehearsal.architecture.mutant");

    /** Where a run is decided: what is used here is part of what a seed means. */
    private static final String[] DETERMINISTIC = {
        "dev.rehearsal.actor",
        "dev.rehearsal.decision",
        "dev.rehearsal.draw",
        "dev.rehearsal.kernel",
        "dev.rehearsal.scenario",
        "dev.rehearsal.simulation"
    };

    /** Clocks, random sources, threads, and tables whose order nobody knows. */
    private static final Vector<String> BANNED =
            Vector.of(
                    "java/lang/Math.random",
                    "java/lang/System.currentTimeMillis",
                    "java/lang/System.getenv",
                    "java/lang/System.getProperty",
                    "java/lang/System.identityHashCode",
                    "java/lang/System.nanoTime",
                    "java/lang/Thread",
                    "java/time/Clock",
                    "java/time/Instant.now",
                    "java/util/Collections.shuffle",
                    "java/util/HashMap",
                    "java/util/HashSet",
                    "java/util/IdentityHashMap",
                    "java/util/Map.of",
                    "java/util/Random",
                    "java/util/Set.of",
                    "java/util/SplittableRandom",
                    "java/util/UUID.randomUUID",
                    "java/util/WeakHashMap",
                    "java/util/concurrent/",
                    "java/util/random/",
                    "io/vavr/collection/HashMap",
                    "io/vavr/collection/HashSet");

    private static final String LOOKED_UP =
            "it is asked for single keys, and its order is never walked";

    /** What is used all the same, and why that does no harm. */
    private static final SortedMap<String, String> ALLOWED =
            TreeMap.of("dev/rehearsal/kernel/World java/util/HashMap", LOOKED_UP)
                    .put("dev/rehearsal/decision/Script java/util/HashMap", LOOKED_UP)
                    .put("dev/rehearsal/kernel/Numbering java/util/HashMap", LOOKED_UP)
                    .put("dev/rehearsal/kernel/Topology java/util/HashSet", LOOKED_UP)
                    .put("dev/rehearsal/scenario/Cluster java/util/HashSet", LOOKED_UP)
                    .put("dev/rehearsal/simulation/Agenda java/util/HashSet", LOOKED_UP)
                    .put("dev/rehearsal/simulation/DepartureLog java/util/HashMap", LOOKED_UP)
                    .put("dev/rehearsal/simulation/Mishaps java/util/HashMap", LOOKED_UP)
                    .put("dev/rehearsal/simulation/Stage java/util/HashSet", LOOKED_UP)
                    .put(
                            "dev/rehearsal/simulation/TraceWriter java/util/IdentityHashMap",
                            LOOKED_UP)
                    .put("dev/rehearsal/simulation/Users java/util/HashSet", LOOKED_UP);

    /** What a medium may know: what waits in it, and the world that it asks who is up. */
    private static final Vector<String> OF_A_MEDIUM =
            Vector.of(
                    "Action",
                    "Cause",
                    "Clock",
                    "Completion",
                    "Delivery",
                    "Firing",
                    "Medium",
                    "View",
                    "World");

    /**
     * What becomes of a disk is no effect but part of an action that a driver chooses; the agenda
     * is that driver's queue as well.
     */
    private static final Vector<String> OF_A_CRASH =
            Vector.of("dev/rehearsal/disk/Aftermath", "dev/rehearsal/disk/DiskImage");

    @Test
    void packages_ofThisModule_haveNoCycle() {
        assertEquals(Vector.empty(), MAIN.cycles());
        assertTrue(MAIN.arrows().size() > 10, () -> MAIN.arrows().toString());
    }

    @Test
    void packagesInACircle_areRefused() {
        assertEquals(
                Vector.of(
                        "dev.rehearsal.architecture.mutant.left"
                                + " -> dev.rehearsal.architecture.mutant.right"
                                + " -> dev.rehearsal.architecture.mutant.left",
                        "dev.rehearsal.architecture.mutant.right"
                                + " -> dev.rehearsal.architecture.mutant.left"
                                + " -> dev.rehearsal.architecture.mutant.right"),
                MUTANTS.cycles());
    }

    private static TreeSet<String> banned(ClassFiles files) {
        TreeSet<String> found = TreeSet.empty();
        for (ClassModel type : files.classes()) {
            for (String mention : ClassFiles.mentions(type)) {
                for (String banned : BANNED) {
                    if (mention.equals(banned)
                            || banned.endsWith("/") && mention.startsWith(banned)) {
                        found =
                                found.add(
                                        ClassFiles.name(type).replaceAll("\\$.*", "")
                                                + " "
                                                + mention);
                    }
                }
            }
        }
        return found;
    }

    @Test
    void packagesThatDecideARun_useNothingThatASeedDoesNotDetermine() {
        ClassFiles deterministic = MAIN.of(DETERMINISTIC);

        assertEquals(ALLOWED.keySet().toVector(), banned(deterministic).toVector());
        assertTrue(deterministic.classes().size() > 50);
    }

    @Test
    void classThatReadsAClockOrMakesAHashTable_isRefused() {
        assertEquals(
                Vector.of(
                        "dev/rehearsal/architecture/mutant/left/Left java/lang/System.nanoTime",
                        "dev/rehearsal/architecture/mutant/right/Right java/util/HashMap"),
                banned(MUTANTS).toVector());
    }

    /** What a medium names of kernel and disk, and must not know. */
    private static TreeSet<String> meddling(ClassFiles files) {
        String medium = Medium.class.getName().replace('.', '/');
        TreeSet<String> found = TreeSet.empty();
        for (ClassModel type : files.classes()) {
            if (type.interfaces().stream().anyMatch(i -> i.asInternalName().equals(medium))) {
                found =
                        found.addAll(
                                ClassFiles.ours(type)
                                        .filter(ArchitectureTest::isBeyondAMedium)
                                        .map(name -> ClassFiles.name(type) + " " + name));
            }
        }
        return found;
    }

    /** Effects on disks, and of the kernel all but what a medium may know. */
    private static boolean isBeyondAMedium(String name) {
        if (name.startsWith("dev/rehearsal/disk/")) {
            return !OF_A_CRASH.contains(name);
        }
        String prefix = "dev/rehearsal/kernel/";
        return name.startsWith(prefix)
                && !OF_A_MEDIUM.contains(name.substring(prefix.length()).replaceAll("\\$.*", ""));
    }

    @Test
    void medium_namesNoEffectButSendTimerAndSync() {
        assertEquals(TreeSet.empty(), meddling(MAIN));
    }

    @Test
    void mediumThatKnowsDisks_isRefused() {
        assertTrue(
                meddling(MUTANTS)
                        .contains(
                                "dev/rehearsal/architecture/mutant/medium/Meddling"
                                        + " dev/rehearsal/disk/DiskOp$SyncFolder"));
    }
}
