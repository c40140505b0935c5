package dev.rehearsal.determinism;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The locals and the stack at one place of a method; a long is one entry of the stack. */
final class Frame {

    private final Value[] locals;
    private final List<Value> stack;

    Frame(int localsMax) {
        locals = new Value[localsMax];
        Arrays.fill(locals, Value.UNKNOWN);
        stack = new ArrayList<>();
    }

    private Frame(Value[] locals, List<Value> stack) {
        this.locals = locals;
        this.stack = stack;
    }

    Frame copy() {
        return new Frame(locals.clone(), new ArrayList<>(stack));
    }

    /** The same locals, and a caught exception on the stack. */
    Frame caught(Value exception) {
        Frame handler = new Frame(locals.clone(), new ArrayList<>());
        handler.push(exception);
        return handler;
    }

    Value local(int slot) {
        return locals[slot];
    }

    void local(int slot, Value value) {
        locals[slot] = value;
    }

    void push(Value value) {
        stack.add(value);
    }

    Value pop() {
        return stack.isEmpty() ? Value.UNKNOWN : stack.removeLast();
    }

    void pop(int count) {
        for (int i = 0; i < count; i++) {
            pop();
        }
    }

    /** Adds what another path brings; says whether that was new. */
    boolean join(Frame other) {
        boolean changed = false;
        for (int i = 0; i < locals.length; i++) {
            Value both = locals[i].or(other.locals[i]);
            changed |= !both.equals(locals[i]);
            locals[i] = both;
        }
        for (int i = 0; i < Math.min(stack.size(), other.stack.size()); i++) {
            Value both = stack.get(i).or(other.stack.get(i));
            changed |= !both.equals(stack.get(i));
            stack.set(i, both);
        }
        return changed;
    }
}
