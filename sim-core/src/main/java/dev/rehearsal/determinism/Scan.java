package dev.rehearsal.determinism;

import dev.rehearsal.kernel.Topology;
import dev.rehearsal.scenario.Scenario;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the bytecode of actors, and of everything that they reach in the author's own code, and
 * names every call that is {@link Forbidden} in a simulation.
 *
 * <p>Shape: the author's own code is what the class loader of a start finds, except the JDK, vavr,
 * the logging interfaces, Rehearsal itself and what one {@link #trusting trusts}. The package of a
 * start, and those below, are always the author's.
 *
 * <p>What is followed: calls, overriding methods of every class that is mentioned (class hierarchy
 * analysis), static initialisers, lambdas and method references, bootstrap arguments, and what the
 * outside may call back: the methods of a mentioned class that override one declared outside, such
 * as {@code compareTo}, {@code run} or {@code receive}. Of a start these are where a path begins; a
 * start that implements nothing of Rehearsal's is taken whole, private methods that nobody calls
 * excepted.
 *
 * <p>Objects whose order, text or hash matter are followed through locals, fields, arguments and
 * results, without regard to context: the collection of a {@code Set.of} is recognised where it is
 * iterated, two calls away. They are lost in containers: an {@code Option} of it is not followed.
 *
 * <p>Order and determinism: the report is sorted, and a function of the bytecode. No class of the
 * author's is initialised.
 *
 * <p>Errors: {@link #of(Class[])} refuses a class without bytecode of its own: an array, a lambda,
 * a class of the JDK.
 *
 * <p>Cost: every reached method is interpreted some three to five times over abstract values.
 */
public final class Scan {

    private final Vector<Class<?>> starts;
    private final Vector<String> trusted;

    private Scan(Vector<Class<?>> starts, Vector<String> trusted) {
        this.starts = starts;
        this.trusted = trusted;
    }

    /** From these classes outward. */
    public static Scan of(Class<?>... starts) {
        return of(Vector.of(starts));
    }

    /**
     * From these classes outward.
     *
     * @throws IllegalArgumentException when one has no bytecode of the author's
     */
    public static Scan of(Iterable<? extends Class<?>> starts) {
        Vector<Class<?>> all = Vector.<Class<?>>ofAll(starts).distinct().sortBy(Class::getName);
        all.forEach(start -> {
            if (start.isArray() || start.isPrimitive() || start.isHidden()) {
                throw new IllegalArgumentException(
                        "a scan starts from a class with a name of its own: class="
                                + start.getName());
            }
            if (CodeBase.isPlatform(start.getName().replace('.', '/'))) {
                throw new IllegalArgumentException(
                        "a scan starts from a class of the author's: class=" + start.getName());
            }
        });
        return new Scan(all, Vector.empty());
    }

    /**
     * From the actors and clients that a scenario has with its default settings, and from the
     * scenario itself, which reaches those that it has with others. Actors of Rehearsal's own are
     * left out.
     */
    public static Scan of(Scenario scenario) {
        List<Class<?>> starts = new ArrayList<>();
        starts.add(scenario.getClass());
        for (Topology.Node node : scenario.cluster(scenario.settings()).topology().nodes()) {
            for (Topology.Resident resident : node.actors()) {
                Object who =
                        switch (resident) {
                            case Topology.Server server -> server.actor();
                            case Topology.User user -> user.client();
                        };
                boolean ours = CodeBase.isRehearsal(who.getClass().getName().replace('.', '/'));
                if (!ours || who.getClass().getPackage() == scenario.getClass().getPackage()) {
                    starts.add(who.getClass());
                }
            }
        }
        return of(starts);
    }

    /**
     * Without following calls into packages that begin so: {@code com.fasterxml.jackson.}. What the
     * author's code calls there is judged by the table alone.
     */
    public Scan trusting(String packages) {
        return new Scan(starts, trusted.append(packages.replace('.', '/')));
    }

    /** What was found. */
    public ScanReport report() {
        Map<@Nullable ClassLoader, List<Class<?>>> byLoader = new LinkedHashMap<>();
        for (Class<?> start : starts) {
            byLoader.computeIfAbsent(start.getClassLoader(), _ -> new ArrayList<>()).add(start);
        }
        ScanReport report = new ScanReport(Vector.empty(), Vector.empty(), Vector.empty(), 0, 0);
        for (var group : byLoader.entrySet()) {
            Vector<String> names =
                    Vector.ofAll(group.getValue()).map(start -> start.getName().replace('.', '/'));
            CodeBase code = new CodeBase(group.getKey(), names, trusted);
            report = report.and(new Reach(code).scan(names));
        }
        return report;
    }
}
