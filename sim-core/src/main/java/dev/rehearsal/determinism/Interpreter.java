package dev.rehearsal.determinism;

import org.jspecify.annotations.Nullable;

import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.Signature;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.DiscontinuedInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LocalVariableType;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Walks through the code of one method with abstract values: each place as often as the values that
 * reach it grow.
 *
 * <p>What an instruction means for the scan is the {@link Meaning}'s to say; here is only what it
 * does to locals, stack and control flow.
 */
final class Interpreter {

    /** What the instructions that matter mean. */
    interface Meaning {

        Value field(FieldInstruction instruction, int line, @Nullable Value holder);

        void store(FieldInstruction instruction, int line, @Nullable Value holder, Value value);

        Value call(InvokeInstruction instruction, int line, List<Value> arguments);

        Value dynamic(InvokeDynamicInstruction instruction, int line, List<Value> arguments);

        Value constant(ConstantInstruction instruction, int line);

        Value create(String className, int line, int index);

        Value array(String descriptor, int line, int index);

        Value load(Value array);

        void element(Value array, Value element, int line);

        void mention(String className, int line);

        void caught(@Nullable String className, int line);

        void result(Value value);

        Value declared(Value value, Signature type);
    }

    private final Body body;
    private final List<CodeElement> elements;
    private final int[] lines;
    private final Meaning meaning;
    private final Frame[] frames;
    private final TreeSet<Integer> open = new TreeSet<>();
    private int at;
    private Frame now;

    Interpreter(Node node, Body body, Meaning meaning) {
        this.body = body;
        this.elements = body.elements();
        this.lines = body.lines();
        this.meaning = meaning;
        this.frames = new Frame[elements.size()];
        now = new Frame(body.localsMax());
        int slot = 0;
        for (int i = 0; i < node.arguments(); i++) {
            Value argument = node.argument(i);
            Signature declared = node.declared(i);
            now.local(slot, declared == null ? argument : meaning.declared(argument, declared));
            slot += argument.isWide() ? 2 : 1;
        }
    }

    void run() {
        for (ExceptionCatch caught : body.catches()) {
            int handler = body.place(caught.handler());
            meaning.caught(
                    caught.catchType().map(type -> type.asInternalName()).orElse(null),
                    lines[Math.min(handler + 1, lines.length - 1)]);
        }
        walk(0);
        while (!open.isEmpty()) {
            int place = open.pollFirst();
            now = frames[place].copy();
            walk(place);
        }
    }

    private void walk(int start) {
        for (at = start; at < elements.size(); at++) {
            CodeElement element = elements.get(at);
            if (element instanceof LabelTarget && at != start && !arrive()) {
                return;
            }
            if (!step(element)) {
                return;
            }
        }
    }

    /** Whether the frame brings something new to this place. */
    private boolean arrive() {
        if (frames[at] == null) {
            frames[at] = now.copy();
            return true;
        }
        boolean grown = frames[at].join(now);
        now = frames[at].copy();
        return grown;
    }

    private void branch(Label target) {
        propagate(body.place(target), now);
    }

    private void propagate(int place, Frame frame) {
        if (frames[place] == null) {
            frames[place] = frame.copy();
            open.add(place);
        } else if (frames[place].join(frame)) {
            open.add(place);
        }
    }

    private void protect() {
        for (ExceptionCatch caught : body.catches()) {
            if (body.place(caught.tryStart()) <= at && at <= body.place(caught.tryEnd())) {
                String type =
                        caught.catchType()
                                .map(each -> "L" + each.asInternalName() + ";")
                                .orElse("Ljava/lang/Throwable;");
                propagate(body.place(caught.handler()), now.caught(Value.of(type)));
            }
        }
    }

    private boolean step(CodeElement element) {
        switch (element) {
            case LabelTarget _ -> {
                for (LocalVariableType variable : body.declarations(at)) {
                    Value local = now.local(variable.slot());
                    now.local(variable.slot(), meaning.declared(local, variable.signatureSymbol()));
                }
                protect();
            }
            case LoadInstruction load -> now.push(now.local(load.slot()));
            case StoreInstruction store -> {
                now.local(store.slot(), now.pop());
                protect();
            }
            case MonitorInstruction _ -> now.pop();
            case ConstantInstruction constant -> now.push(meaning.constant(constant, lines[at]));
            case ConvertInstruction convert -> {
                now.pop();
                now.push(of(convert.toType()));
            }
            case OperatorInstruction operator -> operate(operator);
            case StackInstruction stack -> shuffle(stack.opcode());
            case ArrayLoadInstruction load -> {
                now.pop();
                Value array = now.pop();
                now.push(
                        load.typeKind() == TypeKind.REFERENCE
                                ? meaning.load(array)
                                : of(load.typeKind()));
            }
            case ArrayStoreInstruction _ -> {
                Value value = now.pop();
                now.pop();
                meaning.element(now.pop(), value, lines[at]);
            }
            case FieldInstruction field -> field(field);
            case InvokeInstruction invoke -> {
                boolean receiver = invoke.opcode() != Opcode.INVOKESTATIC;
                List<Value> arguments =
                        arguments(invoke.typeSymbol().parameterCount() + (receiver ? 1 : 0));
                Value result = meaning.call(invoke, lines[at], arguments);
                push(result, invoke.typeSymbol().returnType().descriptorString());
            }
            case InvokeDynamicInstruction dynamic -> {
                List<Value> arguments = arguments(dynamic.typeSymbol().parameterCount());
                now.push(meaning.dynamic(dynamic, lines[at], arguments));
            }
            case NewObjectInstruction create ->
                    now.push(meaning.create(create.className().asInternalName(), lines[at], at));
            case NewPrimitiveArrayInstruction array -> {
                now.pop();
                now.push(
                        meaning.array(
                                "[" + array.typeKind().upperBound().descriptorString(),
                                lines[at],
                                at));
            }
            case NewReferenceArrayInstruction array -> {
                now.pop();
                String component = array.componentType().asSymbol().descriptorString();
                now.push(meaning.array("[" + component, lines[at], at));
            }
            case NewMultiArrayInstruction array -> {
                now.pop(array.dimensions());
                now.push(
                        meaning.array(
                                array.arrayType().asSymbol().descriptorString(), lines[at], at));
            }
            case TypeCheckInstruction check -> {
                String type = check.type().asSymbol().descriptorString();
                String name = Value.className(type);
                if (name != null) {
                    meaning.mention(name, lines[at]);
                }
                Value value = now.pop();
                now.push(check.opcode() == Opcode.CHECKCAST ? value.as(type) : Value.INT);
            }
            case BranchInstruction branch -> {
                now.pop(operands(branch.opcode()));
                branch(branch.target());
                return branch.opcode() != Opcode.GOTO && branch.opcode() != Opcode.GOTO_W;
            }
            case TableSwitchInstruction table -> {
                now.pop();
                branch(table.defaultTarget());
                table.cases().stream().map(SwitchCase::target).forEach(this::branch);
                return false;
            }
            case LookupSwitchInstruction lookup -> {
                now.pop();
                branch(lookup.defaultTarget());
                lookup.cases().stream().map(SwitchCase::target).forEach(this::branch);
                return false;
            }
            case ReturnInstruction result -> {
                if (result.typeKind() != TypeKind.VOID) {
                    meaning.result(now.pop());
                }
                return false;
            }
            case ThrowInstruction _, DiscontinuedInstruction _ -> {
                return false;
            }
            default -> {}
        }
        return true;
    }

    private void field(FieldInstruction field) {
        String type = field.typeSymbol().descriptorString();
        switch (field.opcode()) {
            case GETSTATIC -> push(meaning.field(field, lines[at], null), type);
            case GETFIELD -> push(meaning.field(field, lines[at], now.pop()), type);
            case PUTSTATIC -> meaning.store(field, lines[at], null, now.pop());
            default -> {
                Value value = now.pop();
                meaning.store(field, lines[at], now.pop(), value);
            }
        }
    }

    private void push(Value result, String descriptor) {
        if (descriptor.equals("V")) {
            return;
        }
        Value plain = Value.of(descriptor);
        now.push(
                Value.className(descriptor) != null || descriptor.startsWith("[") ? result : plain);
    }

    private List<Value> arguments(int count) {
        List<Value> arguments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            arguments.addFirst(now.pop());
        }
        return arguments;
    }

    private void operate(OperatorInstruction operator) {
        switch (operator.opcode()) {
            case INEG, LNEG, FNEG, DNEG -> {}
            case ARRAYLENGTH -> {
                now.pop();
                now.push(Value.INT);
            }
            case LCMP, FCMPL, FCMPG, DCMPL, DCMPG -> {
                now.pop(2);
                now.push(Value.INT);
            }
            default -> {
                now.pop(2);
                now.push(of(operator.typeKind()));
            }
        }
    }

    private void shuffle(Opcode opcode) {
        switch (opcode) {
            case POP -> now.pop();
            case POP2 -> {
                if (!now.pop().isWide()) {
                    now.pop();
                }
            }
            case DUP -> under(top(false), 0);
            case DUP_X1 -> under(top(false), 1);
            case DUP_X2 -> under(top(false), 2);
            case DUP2 -> under(top(true), 0);
            case DUP2_X1 -> under(top(true), 1);
            case DUP2_X2 -> under(top(true), 2);
            case SWAP -> {
                Value above = now.pop();
                Value below = now.pop();
                now.push(above);
                now.push(below);
            }
            default -> {}
        }
    }

    /** Takes one value off, or two slots. */
    private List<Value> top(boolean twoSlots) {
        List<Value> taken = new ArrayList<>();
        taken.add(now.pop());
        if (twoSlots && !taken.getFirst().isWide()) {
            taken.addFirst(now.pop());
        }
        return taken;
    }

    /** Puts values back, and once more below so many slots. */
    private void under(List<Value> values, int slots) {
        List<Value> lifted = new ArrayList<>();
        for (int left = slots; left > 0; ) {
            Value value = now.pop();
            lifted.addFirst(value);
            left -= value.isWide() ? 2 : 1;
        }
        values.forEach(now::push);
        lifted.forEach(now::push);
        values.forEach(now::push);
    }

    private static int operands(Opcode opcode) {
        return switch (opcode) {
            case GOTO, GOTO_W -> 0;
            case IFEQ, IFNE, IFLT, IFLE, IFGT, IFGE, IFNULL, IFNONNULL -> 1;
            default -> 2;
        };
    }

    private static Value of(TypeKind kind) {
        return switch (kind.asLoadable()) {
            case LONG -> Value.LONG;
            case DOUBLE -> Value.DOUBLE;
            case FLOAT -> Value.FLOAT;
            case INT -> Value.INT;
            default -> Value.UNKNOWN;
        };
    }
}
