package dev.rehearsal.determinism;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.lang.classfile.Attributes;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodSignature;
import java.lang.classfile.Signature;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A method of the author's that is reached, and what is known of its arguments and results. */
final class Node {

    private final ClassInfo owner;
    private final MethodModel model;
    private final MethodTypeDesc type;
    private final @Nullable Body body;
    private final @Nullable MethodSignature signature;
    private final @Nullable Node from;
    private final int fromLine;
    private final Value[] arguments;
    private @Nullable Node writtenIn;
    private BitSet results = Value.NOWHERE;

    Node(ClassInfo owner, MethodModel model, @Nullable Node from, int fromLine) {
        this.owner = owner;
        this.model = model;
        this.type = model.methodTypeSymbol();
        this.body = model.code().map(Body::new).orElse(null);
        this.signature =
                model.findAttribute(Attributes.signature())
                        .map(a -> a.asMethodSignature())
                        .filter(s -> s.arguments().size() == type.parameterCount())
                        .orElse(null);
        this.from = from;
        this.fromLine = fromLine;
        List<Value> all = new ArrayList<>();
        if (!isStatic()) {
            all.add(Value.of("L" + owner.name() + ";"));
        }
        for (ClassDesc parameter : type.parameterList()) {
            all.add(Value.of(parameter.descriptorString()));
        }
        arguments = all.toArray(Value[]::new);
    }

    ClassInfo owner() {
        return owner;
    }

    MethodModel model() {
        return model;
    }

    /** Its code, or null when it is abstract or native. */
    @Nullable Body body() {
        return body;
    }

    MethodTypeDesc type() {
        return type;
    }

    String name() {
        return model.methodName().stringValue();
    }

    boolean isStatic() {
        return model.flags().has(AccessFlag.STATIC);
    }

    boolean isConstructor() {
        return name().equals("<init>");
    }

    boolean isInitializer() {
        return name().equals("<clinit>");
    }

    private boolean isLambda() {
        return name().startsWith("lambda$") && model.flags().has(AccessFlag.SYNTHETIC);
    }

    /** Says in which method a lambda stands. */
    void writtenIn(Node method) {
        if (writtenIn == null && method != this && isLambda() && owner == method.owner) {
            writtenIn = method;
        }
    }

    /** The method in whose source text this one stands: itself, unless it is a lambda. */
    Node source() {
        return writtenIn == null ? this : writtenIn.source();
    }

    /** The reason why what stands here is allowed, or null. */
    @Nullable String allowed(CodeBase code) {
        String reason = ClassInfo.reason(source().model);
        return reason == null ? owner.allowed(code) : reason;
    }

    /** The calls that lead to a line of this method. */
    Vector<String> path(int line) {
        Vector<String> before = from == null ? Vector.empty() : from.path(fromLine);
        boolean bridge = model.flags().has(AccessFlag.BRIDGE);
        String here = place(line);
        return bridge || !before.isEmpty() && before.last().equals(here)
                ? before
                : before.append(here);
    }

    private String place(int line) {
        return owner.name().replace('/', '.') + "." + source().name() + ":" + line;
    }

    Value argument(int index) {
        return arguments[index];
    }

    int arguments() {
        return arguments.length;
    }

    /** Adds where an argument may come from; says whether that was new. */
    boolean addArgument(int index, BitSet sites) {
        if (index >= arguments.length) {
            return false;
        }
        Value more = arguments[index].from(sites);
        boolean changed = !more.equals(arguments[index]);
        arguments[index] = more;
        return changed;
    }

    BitSet results() {
        return results;
    }

    boolean addResults(BitSet sites) {
        BitSet more = Value.union(results, sites);
        boolean changed = !more.equals(results);
        results = more;
        return changed;
    }

    /** The generic signature, or null when there is none or it counts hidden parameters. */
    @Nullable MethodSignature signature() {
        return signature;
    }

    /** The generic type of an argument, counting {@code this}, or null. */
    @Nullable Signature declared(int index) {
        int parameter = index - (isStatic() ? 0 : 1);
        return signature == null || parameter < 0 ? null : signature.arguments().get(parameter);
    }
}
