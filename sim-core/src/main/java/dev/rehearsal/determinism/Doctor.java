package dev.rehearsal.determinism;

import dev.rehearsal.simulation.Run;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Objects;

/**
 * Runs what should be the same again: here, on a fresh thread, and in two other JVMs; and finds the
 * first step that is not.
 *
 * <p>Shape: two JVMs at most are started, each when it is first needed, and serve all runs until
 * {@link #close}. They have this JVM's class path and none of its flags, and end with it.
 *
 * <p>Order: comparisons in the order of {@link Comparison}, so that what the first one shows names
 * the kind of leak. What is compared is the hash of all actions and effects with their contents and
 * times, and the fingerprints of all states. Texts are not: they are for people.
 *
 * <p>Errors: what the run throws here leaves {@link #examine}; thrown elsewhere it is a difference.
 * A JVM that ends or does not start is an {@link IllegalStateException} with the last question.
 *
 * <p>Cost: each run is kept with its trace while it is compared; one process with two starts of
 * some 100 ms, and as a rule one or two more until one has the other order of {@code Set.of}.
 */
public final class Doctor implements AutoCloseable {

    /** Each JVM has one order or the other, with even odds. */
    private static final int ATTEMPTS_MAX = 20;

    private final Repertoire repertoire;
    private final Vector<Path> classPath;
    private final EnumMap<Comparison, OtherJvm> others = new EnumMap<>(Comparison.class);

    /**
     * A doctor of some runs.
     *
     * @param classPath where the classes of the runs are besides the class path of this JVM
     */
    public Doctor(Repertoire repertoire, Vector<Path> classPath) {
        this.repertoire = repertoire;
        this.classPath = classPath;
    }

    /*
     * Both runs of a comparison are made by the same method, called from the same depth: a stack
     * that is deeper the second time would be a difference of the doctor's own making.
     */

    /** The first comparison in which a run differs, with the first step that does; or none. */
    public Option<Divergence> examine(String run) {
        Recording left = made(run, Comparison.AGAIN);
        for (Comparison comparison : Comparison.values()) {
            Recording right = made(run, comparison);
            Option<Divergence> found = divergence(run, comparison, left, right);
            if (found.isDefined()) {
                return found;
            }
        }
        return Option.none();
    }

    /** The first step at which a run differs in one comparison, or none. */
    public Option<Divergence> compare(String run, Comparison comparison) {
        Recording left = made(run, Comparison.AGAIN);
        Recording right = made(run, comparison);
        return divergence(run, comparison, left, right);
    }

    private static Option<Divergence> divergence(
            String run, Comparison comparison, Recording left, Recording right) {
        long step = Recording.firstDifference(left, right);
        return step == 0
                ? Option.none()
                : Option.some(
                        new Divergence(
                                run, comparison, step, left.events(step), right.events(step)));
    }

    /** A run as it is made for a comparison; that of {@code AGAIN} is made as all are here. */
    private Recording made(String run, Comparison comparison) {
        return switch (comparison) {
            case AGAIN -> record(run);
            case FRESH_THREAD -> onFreshThread(run);
            case SECOND_JVM, PERTURBED_JVM -> other(comparison).record(run);
        };
    }

    private Recording record(String name) {
        Run run = repertoire.run(name);
        return Recording.of(run, repertoire);
    }

    private Recording onFreshThread(String run) {
        var outcome =
                new Object() {
                    @Nullable Recording recording;
                };
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                outcome.recording = record(run);
                            } catch (Throwable e) {
                                outcome.recording = Recording.thrown(e.toString());
                            }
                        },
                        "doctor");
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("a comparison was interrupted: run=" + run, e);
        }
        return Objects.requireNonNull(outcome.recording, "a run ends or throws");
    }

    private OtherJvm other(Comparison comparison) {
        return others.computeIfAbsent(
                comparison,
                _ ->
                        comparison == Comparison.PERTURBED_JVM
                                ? OtherJvm.start(repertoire, classPath, Surroundings.perturbed())
                                : secondJvm());
    }

    /** The order of {@code Set.of} is one of two directions, and each JVM draws one. */
    private OtherJvm secondJvm() {
        for (int attempt = 1; ; attempt++) {
            OtherJvm jvm = OtherJvm.start(repertoire, classPath, Vector.empty());
            if (!jvm.setOrder().equals(Surroundings.setOrder()) || attempt == ATTEMPTS_MAX) {
                return jvm;
            }
            jvm.close();
        }
    }

    /** Ends the other JVMs. */
    @Override
    public void close() {
        others.values().forEach(OtherJvm::close);
        others.clear();
    }
}
