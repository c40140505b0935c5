package dev.rehearsal.supervisor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a tree of static supervisors should do about failures, said as plainly as possible: nested
 * calls and loops instead of messages, for failures that never overlap.
 *
 * <p>It shares nothing with the implementation but the form of the recorded cases.
 */
final class ReferenceTree {

    private static final class Node {
        final Map<String, Object> json;
        final String id;
        final Node parent;
        String process;
        List<Node> children = new ArrayList<>();
        List<Long> restarts = new ArrayList<>();

        Node(Map<String, Object> json, Node parent) {
            this.json = json;
            this.id = (String) json.get("id");
            this.parent = parent;
        }

        String get(String field, String absent) {
            return (String) json.getOrDefault(field, absent);
        }

        boolean isSupervisor() {
            return get("type", "worker").equals("supervisor");
        }

        boolean isTemporary() {
            return get("restart", "permanent").equals("temporary");
        }

        boolean isSignificant() {
            return Boolean.TRUE.equals(json.get("significant"));
        }
    }

    private static final Object OK = "ok";
    private static final Object IGNORED = "ignored";

    private final Map<String, Object> script;
    private final Map<String, Integer> calls = new HashMap<>();
    private final List<Map<String, Object>> trace = new ArrayList<>();
    private final Node root;
    private long now;

    private ReferenceTree(Map<String, Object> script) {
        this.script = script;
        this.root = new Node(Json.map(script.get("tree")), null);
    }

    /** The events of a script in the form of {@code expect.trace}. */
    static List<Map<String, Object>> trace(Map<String, Object> script) {
        ReferenceTree tree = new ReferenceTree(script);
        tree.start(tree.root);
        for (Map<String, Object> step : Json.maps(script.get("steps"))) {
            tree.now = (Long) step.get("at");
            tree.perform(step);
        }
        return tree.trace;
    }

    private void event(String kind, String process, Object reason) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("t", now);
        event.put("ev", kind);
        event.put("p", process);
        if (reason != null) {
            event.put("reason", reason);
        }
        trace.add(event);
    }

    private void perform(Map<String, Object> step) {
        String kind = (String) step.get("do");
        if (kind.equals("stop_root")) {
            if (root.process != null) {
                stopAll(root);
                event("down", root.process, step.get("reason"));
                root.process = null;
            }
            return;
        }
        Node node = find(root, (String) step.get("child"));
        if (kind.equals("exit")) {
            if (node != null && node.process != null) {
                event("down", node.process, step.get("reason"));
                node.process = null;
                ended(node, step.get("reason"));
            }
            return;
        }
        if (node == null || node.parent.process == null) {
            return;
        }
        switch (kind) {
            case "terminate_child" -> {
                stop(node);
                if (node.isTemporary()) {
                    node.parent.children.remove(node);
                }
            }
            case "restart_child" -> {
                if (node.process == null) {
                    start(node);
                }
            }
            case "delete_child" -> {
                if (node.process == null) {
                    node.parent.children.remove(node);
                }
            }
            default -> throw new IllegalArgumentException(kind);
        }
    }

    private static Node find(Node node, String id) {
        if (node.id.equals(id)) {
            return node;
        }
        for (Node child : node.children) {
            Node found = find(child, id);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** Starts a node: ok, ignored, or the reason of the failure. */
    private Object start(Node node) {
        int call = calls.merge(node.id, 1, Integer::sum);
        String process = node.id + "#" + call;
        if (node.isSupervisor()) {
            return startSupervisor(node, process);
        }
        Map<String, Object> behaviour =
                Json.map(node.json.getOrDefault("behaviour", Map.of("starts", Map.of())));
        Object plan = Json.map(behaviour.get("starts")).get(String.valueOf(call));
        Object result = plan == null ? OK : Json.map(plan).get("result");
        if (result.equals(OK)) {
            node.process = process;
            event("started", process, null);
            return OK;
        }
        if (result.equals("ignore")) {
            event("ignored", process, null);
            return IGNORED;
        }
        Object reason = Json.list(result).get(1);
        event("start_failed", process, reason);
        return List.of("failed", reason);
    }

    private Object startSupervisor(Node node, String process) {
        event("init", process, null);
        node.restarts = new ArrayList<>();
        node.children = new ArrayList<>();
        for (Map<String, Object> json : Json.maps(node.json.get("children"))) {
            node.children.add(new Node(json, node));
        }
        for (Node child : List.copyOf(node.children)) {
            Object outcome = start(child);
            if (outcome instanceof List<?> failed) {
                stopAll(node);
                Object reason =
                        List.of(
                                "shutdown",
                                List.of("failed_to_start_child", child.id, failed.get(1)));
                event("start_failed", process, reason);
                return List.of("failed", reason);
            }
            if (outcome == IGNORED && child.isTemporary()) {
                node.children.remove(child);
            }
        }
        node.process = process;
        event("started", process, null);
        return OK;
    }

    private void stop(Node node) {
        if (node.process != null) {
            stopAll(node);
            event("down", node.process, "shutdown");
            node.process = null;
        }
    }

    private void stopAll(Node supervisor) {
        for (Node child : List.copyOf(supervisor.children).reversed()) {
            stop(child);
        }
    }

    /** A node has ended by itself: what its supervisor does, and those above. */
    private void ended(Node node, Object reason) {
        Node supervisor = node.parent;
        if (supervisor == null) {
            return;
        }
        boolean normal =
                reason.equals("normal")
                        || reason.equals("shutdown")
                        || reason instanceof List<?> pair
                                && pair.size() == 2
                                && pair.getFirst().equals("shutdown");
        boolean over;
        if (node.get("restart", "permanent").equals("permanent")
                || !node.isTemporary() && !normal) {
            over = !restart(supervisor, node);
        } else {
            if (node.isTemporary()) {
                supervisor.children.remove(node);
            }
            over = node.isSignificant() && isToShutDown(supervisor);
        }
        if (over) {
            stopAll(supervisor);
            event("down", supervisor.process, "shutdown");
            supervisor.process = null;
            ended(supervisor, "shutdown");
        }
    }

    private static boolean isToShutDown(Node supervisor) {
        return switch (supervisor.get("auto_shutdown", "never")) {
            case "never" -> false;
            case "any_significant" -> true;
            default ->
                    supervisor.children.stream()
                            .noneMatch(child -> child.isSignificant() && child.process != null);
        };
    }

    /** Restarts until it works; false when the intensity is exceeded. */
    private boolean restart(Node supervisor, Node first) {
        Node node = first;
        while (node != null) {
            long second = now / 1000;
            long period = Json.number(supervisor.json, "period", 5);
            supervisor.restarts.removeIf(time -> time < second - period);
            supervisor.restarts.add(second);
            if (supervisor.restarts.size() > Json.number(supervisor.json, "intensity", 1)) {
                return false;
            }
            node = attempt(supervisor, node);
        }
        return true;
    }

    /** One attempt: the child whose start failed; null when all have started. */
    private Node attempt(Node supervisor, Node node) {
        List<Node> group =
                switch (supervisor.get("strategy", "one_for_one")) {
                    case "one_for_all" -> List.copyOf(supervisor.children);
                    case "rest_for_one" ->
                            List.copyOf(
                                    supervisor.children.subList(
                                            supervisor.children.indexOf(node),
                                            supervisor.children.size()));
                    default -> List.of(node);
                };
        for (Node member : group.reversed()) {
            stop(member);
        }
        for (Node member : group) {
            if (member.isTemporary()) {
                supervisor.children.remove(member);
            }
        }
        for (Node member : group) {
            if (!member.isTemporary() && start(member) instanceof List<?>) {
                return member;
            }
        }
        return null;
    }
}
