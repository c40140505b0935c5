package dev.rehearsal.determinism;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.lang.classfile.MethodModel;
import java.lang.classfile.Signature;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the starts reach: methods, classes, and the places where objects that matter come from.
 *
 * <p>For the maintainer. A round interprets every reached method once, in the order in which they
 * were found; rounds are repeated until nothing grows: no method, class, place of an argument,
 * field or result. All of it only grows and is finite. One last round collects the findings, so
 * that each is judged with all that is known. The first round finds methods breadth first, so that
 * a path is a short one.
 *
 * <p>A class counts as instantiated as soon as it is mentioned in an expression, a cast, a pattern,
 * or the types of a reached method, and with it what a sealed type permits.
 */
final class Reach {

    private static final String ACTOR = "dev/rehearsal/actor/Actor";
    private static final String CLIENT = "dev/rehearsal/actor/Client";

    private final CodeBase code;
    private final Rules rules;
    private final Orders orders;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final List<Node> order = new ArrayList<>();
    private final Set<String> mentioned = new LinkedHashSet<>();
    private final Set<String> initialized = new LinkedHashSet<>();
    private final Map<String, Set<String>> subtypes = new HashMap<>();
    private final Map<String, BitSet> fields = new HashMap<>();
    private final BitSet owned = new BitSet();
    private final List<Site> sites = new ArrayList<>();
    private final Map<String, BitSet> siteOf = new HashMap<>();
    private final TreeMap<ForbiddenCall, @Nullable String> findings = new TreeMap<>();
    private boolean grown;
    private boolean judging;

    Reach(CodeBase code) {
        this.code = code;
        Identity identity = new Identity(code);
        this.orders = new Orders(this, identity);
        this.rules = new Rules(this, identity, orders);
    }

    CodeBase code() {
        return code;
    }

    Rules rules() {
        return rules;
    }

    Orders orders() {
        return orders;
    }

    ScanReport scan(Vector<String> starts) {
        starts.forEach(code::get);
        starts.forEach(start -> mention(start, null, 0));
        starts.forEach(this::start);
        do {
            grown = false;
            round();
        } while (grown);
        judging = true;
        round();
        return new ScanReport(
                Vector.ofAll(findings.entrySet())
                        .filter(entry -> entry.getValue() == null)
                        .map(Map.Entry::getKey),
                Vector.ofAll(findings.entrySet())
                        .filter(entry -> entry.getValue() != null)
                        .map(entry -> new ScanReport.Allowed(entry.getKey(), entry.getValue())),
                code.missing(),
                code.count(),
                nodes.size());
    }

    private void round() {
        for (int i = 0; i < order.size(); i++) {
            Node node = order.get(i);
            Body body = node.body();
            if (body == null) {
                continue;
            }
            new Interpreter(node, body, new Reading(this, node)).run();
            if (node.name().equals("finalize") && node.type().parameterCount() == 0) {
                found(node, body.line(), ForbiddenTable.FINALIZES, "");
            }
        }
    }

    private void start(String name) {
        boolean called =
                code.supertypes(name).stream()
                        .anyMatch(type -> !code.isUser(type) && CodeBase.isRehearsal(type));
        for (MethodModel method : code.get(name).methods().values()) {
            boolean hidden =
                    method.flags().has(AccessFlag.SYNTHETIC)
                            || method.flags().has(AccessFlag.PRIVATE);
            if (!called && !hidden || method.methodName().equalsString("<init>")) {
                reach(code.get(name), method, null, 0);
            }
        }
    }

    /** An object of this class may exist. */
    void mention(String name, @Nullable Node from, int line) {
        if (!code.isUser(name) || !mentioned.add(name)) {
            return;
        }
        grown = true;
        for (String type : code.supertypes(name)) {
            if (code.isUser(type)) {
                subtypes.computeIfAbsent(type, _ -> new LinkedHashSet<>()).add(name);
                initialize(type, from, line);
            }
        }
        callbacks(name, from, line);
        ClassInfo info = code.get(name);
        info.permitted().forEach(each -> mention(each, from, line));
        var signature = info.signature();
        if (signature != null) {
            signature.superinterfaceSignatures().forEach(each -> mention(each, from, line));
            mention(signature.superclassSignature(), from, line);
        }
    }

    private void mention(Signature type, @Nullable Node from, int line) {
        switch (type) {
            case Signature.ClassTypeSig named -> {
                mention(internalName(named), from, line);
                for (Signature.TypeArg argument : named.typeArgs()) {
                    if (argument instanceof Signature.TypeArg.Bounded bounded) {
                        mention(bounded.boundType(), from, line);
                    }
                }
            }
            case Signature.ArrayTypeSig array -> mention(array.componentSignature(), from, line);
            default -> {}
        }
    }

    static String internalName(Signature.ClassTypeSig type) {
        String descriptor = type.classDesc().descriptorString();
        return descriptor.substring(1, descriptor.length() - 1);
    }

    void mention(ClassDesc type, @Nullable Node from, int line) {
        ClassDesc element = type;
        while (element.isArray()) {
            element = element.componentType();
        }
        String name = Value.className(element.descriptorString());
        if (name != null) {
            mention(name, from, line);
        }
    }

    /** The outside may call every method of this class that overrides one declared outside. */
    private void callbacks(String name, @Nullable Node from, int line) {
        for (String type : code.supertypes(name)) {
            ClassInfo outside = code.isUser(type) ? null : code.find(type);
            if (outside == null) {
                continue;
            }
            outside.methods()
                    .forEach((key, method) -> {
                        boolean hidden =
                                method.flags().has(AccessFlag.STATIC)
                                        || method.flags().has(AccessFlag.PRIVATE)
                                        || key.startsWith("<");
                        ClassInfo own = hidden ? null : code.declaring(name, key);
                        if (own != null && code.isUser(own.name())) {
                            reach(own, own.methods().get(key), from, line);
                        }
                    });
        }
    }

    /** The static initializer of a class runs. */
    void initialize(String name, @Nullable Node from, int line) {
        if (code.isUser(name) && initialized.add(name)) {
            ClassInfo info = code.get(name);
            MethodModel initializer = info.methods().get("<clinit>()V");
            if (initializer != null) {
                reach(info, initializer, from, line);
            }
            if (info.superName() != null) {
                initialize(info.superName(), from, line);
            }
        }
    }

    /** A method is called. */
    Node reach(ClassInfo owner, MethodModel method, @Nullable Node from, int line) {
        String key =
                owner.name()
                        + "."
                        + method.methodName().stringValue()
                        + method.methodType().stringValue();
        Node known = nodes.get(key);
        if (known != null) {
            return known;
        }
        grown = true;
        Node node = new Node(owner, method, from, line);
        nodes.put(key, node);
        order.add(node);
        initialize(owner.name(), from, line);
        node.type().parameterList().forEach(each -> mention(each, node, line));
        mention(node.type().returnType(), node, line);
        boolean actor = code.isSubtype(owner.name(), ACTOR) || code.isSubtype(owner.name(), CLIENT);
        boolean held = !owner.is(AccessFlag.INTERFACE);
        if (actor && held && !node.isStatic() && !node.isConstructor()) {
            String name = owner.name().replace('/', '.');
            node.addArgument(0, site(Site.Kind.ACTOR, name, name));
        }
        return node;
    }

    /** The methods of the author's that a call may run. */
    Vector<Node> targets(String owner, String key, boolean virtual, Node from, int line) {
        Set<String> declaring = new LinkedHashSet<>();
        add(declaring, owner, key);
        if (virtual) {
            subtypes.getOrDefault(owner, Set.of()).stream()
                    .sorted()
                    .forEach(each -> add(declaring, each, key));
        }
        Vector<Node> targets = Vector.empty();
        for (String name : declaring) {
            ClassInfo info = code.get(name);
            targets = targets.append(reach(info, info.methods().get(key), from, line));
        }
        return targets;
    }

    private void add(Set<String> declaring, String owner, String key) {
        ClassInfo info = code.declaring(owner, key);
        if (info != null && code.isUser(info.name())) {
            declaring.add(info.name());
        }
    }

    /**
     * Arguments flow into a method, and what it gives flows out.
     *
     * @param only whether no other method may be meant: to whom an object belongs is handed on only
     *     then, or every object would soon belong to everybody
     */
    BitSet flow(Node target, boolean only, List<Value> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            BitSet from = arguments.get(i).sites();
            grown |= target.addArgument(i, only ? from : unowned(from));
        }
        return target.results();
    }

    private BitSet unowned(BitSet from) {
        if (!from.intersects(owned)) {
            return from;
        }
        BitSet kept = (BitSet) from.clone();
        kept.andNot(owned);
        return kept;
    }

    void result(Node node, BitSet sites) {
        grown |= node.addResults(sites);
    }

    BitSet field(String key) {
        return fields.getOrDefault(key, Value.NOWHERE);
    }

    /** A value is put into a field; to whom it belongs is forgotten. */
    void field(String key, BitSet more) {
        BitSet before = field(key);
        BitSet after = Value.union(before, unowned(more));
        if (!after.equals(before)) {
            fields.put(key, after);
            grown = true;
        }
    }

    /** The place of that kind and name. */
    BitSet site(Site.Kind kind, String place, String detail) {
        return siteOf.computeIfAbsent(
                kind + " " + place,
                _ -> {
                    BitSet one = new BitSet();
                    one.set(sites.size());
                    if (kind.isOwned()) {
                        owned.set(sites.size());
                    }
                    sites.add(new Site(sites.size(), kind, detail));
                    grown = true;
                    return one;
                });
    }

    void key(Site site, String descriptor) {
        grown |= site.keys().add(descriptor);
    }

    void keySites(Site site, BitSet more) {
        int before = site.keySites().cardinality();
        site.keySites().or(more);
        grown |= site.keySites().cardinality() > before;
    }

    Vector<Site> sites(Value value) {
        return Vector.ofAll(value.sites().stream().boxed()).map(sites::get);
    }

    Vector<Site> sites(Value value, Site.Kind kind) {
        return value.sites().isEmpty()
                ? Vector.empty()
                : sites(value).filter(site -> site.kind() == kind);
    }

    boolean has(Value value, Site.Kind kind) {
        return !sites(value, kind).isEmpty();
    }

    /** Whether a value may be an object without hash and text of its own. */
    boolean isPlain(Value value) {
        return has(value, Site.Kind.PLAIN) || has(value, Site.Kind.LAMBDA);
    }

    /** A forbidden construct stands in a method. */
    void found(Node node, int line, Forbidden construct, String detail) {
        String what = construct.what() + (detail.isEmpty() ? "" : ": " + detail);
        finding(node, line, construct, what);
    }

    /** Something forbidden stands in a method. */
    void finding(Node node, int line, Forbidden forbidden, String what) {
        if (!judging) {
            return;
        }
        ForbiddenCall call =
                new ForbiddenCall(
                        node.owner().name().replace('/', '.'),
                        node.source().name(),
                        line,
                        what,
                        forbidden,
                        node.path(line));
        findings.putIfAbsent(call, node.allowed(code));
    }
}
