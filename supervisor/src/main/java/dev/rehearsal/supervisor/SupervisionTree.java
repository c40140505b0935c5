package dev.rehearsal.supervisor;

import dev.rehearsal.simulation.Trace;
import dev.rehearsal.simulation.TraceEvent;
import dev.rehearsal.spelling.Amount;

import io.vavr.collection.Vector;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tree of a run at one of its steps, as text: every actor that lives, with its incarnation and
 * how often its supervisor has restarted it.
 *
 * <pre>
 * kv/top (rest-for-one, 1 restart)
 * |- journal#2 (restarted 1 time)
 * |- replica#2 (restarted 1 time)
 * `- sessions#2 (one-for-one, restarted 1 time)
 *    `- session#2
 * </pre>
 *
 * <p>Children stand in start order, and those that do not run say so. It is read out of the trace,
 * so that it needs neither the run nor its scenario.
 */
public final class SupervisionTree {

    private final Map<String, SupervisorState> states = new LinkedHashMap<>();
    private final Map<String, Strategy> strategies = new LinkedHashMap<>();
    private final Map<String, Integer> restarts = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();

    private SupervisionTree() {}

    /**
     * The trees after a step.
     *
     * @param step the number of the action, from 1; beyond the end it is the end
     */
    public static String at(Trace trace, long step) {
        SupervisionTree tree = new SupervisionTree();
        trace.events().takeWhile(event -> event.step() <= step).forEach(tree::read);
        tree.states.keySet().stream()
                .filter(path -> tree.isRoot(path))
                .sorted()
                .forEach(tree::root);
        return tree.text.toString();
    }

    private void read(TraceEvent event) {
        switch (event) {
            case TraceEvent.Turned turned when turned.state() instanceof SupervisorState state ->
                    states.put(turned.actor(), state);
            case TraceEvent.Exited exited -> states.remove(exited.actor());
            case TraceEvent.Crashed crashed ->
                    states.keySet()
                            .removeIf(path ->
                                    path.equals(crashed.node())
                                            || path.startsWith(crashed.node() + "/"));
            case TraceEvent.Reported(long _, long _, String actor, Object what) -> {
                if (what instanceof SupervisorEvent.Initialising(Strategy strategy)) {
                    strategies.put(actor, strategy);
                    restarts.put(actor, 0);
                } else if (what instanceof SupervisorEvent.Restarting) {
                    restarts.merge(actor, 1, Integer::sum);
                }
            }
            default -> {}
        }
    }

    private boolean isRoot(String path) {
        return states.values().stream()
                .flatMap(state -> state.children().toJavaStream())
                .noneMatch(child ->
                        child.place() instanceof Place.Running running
                                && running.child().path().equals(path));
    }

    private void root(String path) {
        text.append(path)
                .append(" (")
                .append(strategies.get(path))
                .append(", ")
                .append(Amount.of(restarts.getOrDefault(path, 0), "restart"))
                .append(")\n");
        children(path, "");
    }

    private void children(String path, String indent) {
        SupervisorState state = states.get(path);
        if (state == null) {
            return;
        }
        Vector<SupervisorState.Child> all = state.children();
        for (int i = 0; i < all.size(); i++) {
            boolean last = i == all.size() - 1;
            SupervisorState.Child child = all.get(i);
            text.append(indent).append(last ? "`- " : "|- ");
            if (child.place() instanceof Place.Running running) {
                String at = running.child().path();
                text.append(SupervisorEvent.named(running.child()))
                        .append(note(strategies.get(at), states.containsKey(at), child))
                        .append('\n');
                children(at, indent + (last ? "   " : "|  "));
            } else {
                text.append(child.id()).append(' ').append(child.place()).append('\n');
            }
        }
    }

    private static String note(
            Strategy strategy, boolean isSupervisor, SupervisorState.Child child) {
        String restarted =
                child.restarted() == 0 ? "" : "restarted " + Amount.of(child.restarted(), "time");
        String first = isSupervisor && strategy != null ? strategy.toString() : "";
        String both = first + (first.isEmpty() || restarted.isEmpty() ? "" : ", ") + restarted;
        return both.isEmpty() ? "" : " (" + both + ")";
    }
}
