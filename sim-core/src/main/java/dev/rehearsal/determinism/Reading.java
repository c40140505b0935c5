package dev.rehearsal.determinism;

import io.vavr.collection.HashSet;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.lang.classfile.Attributes;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodSignature;
import java.lang.classfile.Opcode;
import java.lang.classfile.Signature;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandleInfo;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The meaning of the instructions of one method: what they reach, and what is forbidden. */
final class Reading implements Interpreter.Meaning {

    private static final Set<String> LIMITS =
            HashSet.of(
                    "java/lang/StackOverflowError",
                    "java/lang/OutOfMemoryError",
                    "java/lang/VirtualMachineError");

    /** Collections that do not keep the order in which they are filled. */
    private static final Set<String> FORGETFUL =
            HashSet.of(
                    "java/util/TreeSet",
                    "java/util/TreeMap",
                    "java/util/HashSet",
                    "java/util/concurrent/ConcurrentSkipListSet");

    private final Reach reach;
    private final Node node;

    Reading(Reach reach, Node node) {
        this.reach = reach;
        this.node = node;
    }

    @Override
    public Value field(FieldInstruction instruction, int line, @Nullable Value holder) {
        String owner = instruction.owner().asInternalName();
        String name = instruction.name().stringValue();
        Value plain = Value.of(instruction.typeSymbol().descriptorString());
        ClassInfo declaring = reach.code().declaringField(owner, name);
        if (declaring == null || !reach.code().isUser(declaring.name())) {
            Forbidden forbidden = CallTable.field(owner, name);
            if (forbidden != null) {
                reach.finding(node, line, forbidden, forbidden.what());
            }
            return plain;
        }
        FieldModel field = declaring.fields().get(name);
        Value value = declared(plain.from(reach.field(key(declaring, name))), signature(field));
        if (holder != null) {
            return value.from(reach.rules().owners(holder));
        }
        reach.initialize(declaring.name(), node, line);
        if (isOwnInitializer(declaring)
                || field.flags().has(AccessFlag.SYNTHETIC)
                || field.flags().has(AccessFlag.ENUM)) {
            return value;
        }
        String text = declaring.name().replace('/', '.') + "." + name;
        if (!field.flags().has(AccessFlag.FINAL)) {
            reach.found(node, line, ForbiddenTable.READS_STATIC, text);
        }
        return value.from(reach.site(Site.Kind.STATIC, text, text));
    }

    private boolean isOwnInitializer(ClassInfo declaring) {
        return node.isInitializer() && node.owner() == declaring;
    }

    private static String key(ClassInfo declaring, String name) {
        return declaring.name() + "." + name;
    }

    private static @Nullable Signature signature(FieldModel field) {
        return field.findAttribute(Attributes.signature())
                .map(a -> a.asTypeSignature())
                .orElse(null);
    }

    @Override
    public void store(FieldInstruction instruction, int line, @Nullable Value holder, Value value) {
        String owner = instruction.owner().asInternalName();
        String name = instruction.name().stringValue();
        ClassInfo declaring = reach.code().declaringField(owner, name);
        if (declaring == null || !reach.code().isUser(declaring.name())) {
            return;
        }
        FieldModel field = declaring.fields().get(name);
        declared(value, signature(field));
        reach.field(key(declaring, name), value.sites());
        if (holder == null) {
            reach.initialize(declaring.name(), node, line);
            if (!isOwnInitializer(declaring) && !field.flags().has(AccessFlag.SYNTHETIC)) {
                reach.found(
                        node,
                        line,
                        ForbiddenTable.WRITES_STATIC,
                        declaring.name().replace('/', '.') + "." + name);
            }
        } else if (!(node.isConstructor() && node.owner() == declaring)) {
            reach.rules().changed(node, line, holder);
        }
    }

    @Override
    public Value call(InvokeInstruction instruction, int line, List<Value> arguments) {
        boolean virtual =
                instruction.opcode() == Opcode.INVOKEVIRTUAL
                        || instruction.opcode() == Opcode.INVOKEINTERFACE;
        return call(
                instruction.owner().asInternalName(),
                instruction.name().stringValue(),
                instruction.typeSymbol(),
                instruction.opcode() == Opcode.INVOKESTATIC,
                virtual,
                line,
                arguments);
    }

    private Value call(
            String owner,
            String name,
            MethodTypeDesc type,
            boolean isStatic,
            boolean virtual,
            int line,
            List<Value> arguments) {
        if (!isStatic && type.parameterCount() == 0 && !arguments.isEmpty()) {
            Value receiver = arguments.getFirst();
            Value asked = receiver.type() == null ? receiver.as("L" + owner + ";") : receiver;
            if (virtual) {
                reach.rules().asked(node, line, name, asked);
            }
        }
        if (owner.startsWith("[")) {
            return Value.of(type.returnType().descriptorString());
        }
        if (isStatic) {
            reach.initialize(owner, node, line);
        }
        Vector<Node> targets =
                reach.targets(owner, name + type.descriptorString(), virtual, node, line);
        Value result = Value.of(type.returnType().descriptorString());
        for (Node target : targets) {
            target.writtenIn(node);
            result = result.from(reach.flow(target, targets.size() == 1, arguments));
            MethodSignature signature = target.signature();
            result = declared(result, signature == null ? null : signature.result());
        }
        ClassInfo found = reach.code().declaring(owner, name + type.descriptorString());
        if (targets.isEmpty() || found != null && !reach.code().isUser(found.name())) {
            Call call = new Call(node, line, owner, name, type, isStatic, arguments);
            result = result.from(reach.rules().outside(call).sites());
        }
        return result;
    }

    @Override
    public Value dynamic(InvokeDynamicInstruction instruction, int line, List<Value> arguments) {
        DirectMethodHandleDesc bootstrap = instruction.bootstrapMethod();
        String factory = bootstrap.owner().displayName();
        Value plain = Value.of(instruction.typeSymbol().returnType().descriptorString());
        List<ConstantDesc> constants = instruction.bootstrapArgs();
        switch (factory) {
            case "ObjectMethods" -> {
                return plain;
            }
            case "StringConcatFactory" -> {
                for (Value argument : arguments) {
                    reach.rules().text(node, line, argument);
                }
                return plain;
            }
            case "LambdaMetafactory" -> {
                return lambda(constants, plain, line, arguments);
            }
            default -> {
                handle(bootstrap, line, List.of());
                constants.forEach(each -> constant(each, line));
                return plain;
            }
        }
    }

    private Value lambda(
            List<ConstantDesc> constants, Value plain, int line, List<Value> captured) {
        BitSet site = reach.site(Site.Kind.LAMBDA, place(line, constants.toString()), "");
        Site lambda = reach.sites(plain.from(site)).last();
        if (constants.get(1) instanceof DirectMethodHandleDesc body) {
            List<Value> arguments = new ArrayList<>(captured);
            if (constants.get(2) instanceof MethodTypeDesc made) {
                made.parameterList()
                        .forEach(each -> arguments.add(Value.of(each.descriptorString())));
                reach.key(lambda, made.returnType().descriptorString());
            }
            handle(body, line, arguments);
            if (body.methodName().equals("<init>")
                    && FORGETFUL.exists(
                            name -> ("L" + name + ";").equals(body.owner().descriptorString()))) {
                lambda.forgetOrder();
            }
        }
        return plain.from(site);
    }

    private String place(int line, String what) {
        return node.owner().name()
                + "."
                + node.model().methodName().stringValue()
                + node.type().descriptorString()
                + ":"
                + line
                + " "
                + what;
    }

    /** A method handle may be called with these arguments, if they are known. */
    private void handle(DirectMethodHandleDesc handle, int line, List<Value> arguments) {
        String owner = Value.className(handle.owner().descriptorString());
        switch (handle.kind()) {
            case GETTER, SETTER, STATIC_GETTER, STATIC_SETTER -> {
                return;
            }
            default -> {}
        }
        if (owner == null) {
            return;
        }
        boolean isStatic = handle.refKind() == MethodHandleInfo.REF_invokeStatic;
        boolean constructor = handle.methodName().equals("<init>");
        MethodTypeDesc type = MethodTypeDesc.ofDescriptor(handle.lookupDescriptor());
        List<Value> all = new ArrayList<>(arguments);
        if (constructor) {
            reach.mention(owner, node, line);
            all.addFirst(Value.of("L" + owner + ";"));
        }
        boolean virtual =
                handle.refKind() == MethodHandleInfo.REF_invokeVirtual
                        || handle.refKind() == MethodHandleInfo.REF_invokeInterface;
        call(owner, handle.methodName(), type, isStatic, virtual, line, all);
    }

    private void constant(ConstantDesc constant, int line) {
        switch (constant) {
            case ClassDesc type -> reflect(type, line);
            case DirectMethodHandleDesc handle -> handle(handle, line, List.of());
            case DynamicConstantDesc<?> dynamic -> {
                handle(dynamic.bootstrapMethod(), line, List.of());
                for (ConstantDesc each : dynamic.bootstrapArgsList()) {
                    constant(each, line);
                }
            }
            default -> {}
        }
    }

    /** Whoever has a class may make an object of it. */
    private void reflect(ClassDesc type, int line) {
        reach.mention(type, node, line);
        String name = Value.className(type.descriptorString());
        if (name != null && reach.code().isUser(name)) {
            ClassInfo info = reach.code().get(name);
            info.methods().values().stream()
                    .filter(method -> method.methodName().equalsString("<init>"))
                    .forEach(method -> reach.reach(info, method, node, line));
        }
    }

    @Override
    public Value constant(ConstantInstruction instruction, int line) {
        ConstantDesc value = instruction.constantValue();
        if (!(value instanceof Number) && !(value instanceof String)) {
            constant(value, line);
        }
        return switch (instruction.typeKind()) {
            case LONG -> Value.LONG;
            case DOUBLE -> Value.DOUBLE;
            case FLOAT -> Value.FLOAT;
            case INT -> Value.INT;
            default ->
                    switch (value) {
                        case String _ -> Value.of("Ljava/lang/String;");
                        case ClassDesc _ -> Value.of("Ljava/lang/Class;");
                        default -> Value.UNKNOWN;
                    };
        };
    }

    @Override
    public Value create(String className, int line, int index) {
        reach.mention(className, node, line);
        return Value.of("L" + className + ";")
                .from(reach.orders().created(className, place(line, className + index)));
    }

    @Override
    public Value array(String descriptor, int line, int index) {
        return Value.of(descriptor)
                .from(reach.site(Site.Kind.ARRAY, place(line, descriptor + index), ""));
    }

    @Override
    public Value load(Value array) {
        String type = array.type();
        BitSet elements = reach.rules().owners(array);
        for (Site site : reach.sites(array, Site.Kind.ARRAY)) {
            elements = Value.union(elements, site.keySites());
        }
        return new Value(type != null && type.startsWith("[") ? type.substring(1) : null, elements);
    }

    @Override
    public void element(Value array, Value element, int line) {
        for (Site site : reach.sites(array, Site.Kind.ARRAY)) {
            if (element.type() != null) {
                reach.key(site, element.type());
            }
            reach.keySites(site, element.sites());
        }
        reach.rules().changed(node, line, array);
    }

    @Override
    public void mention(String className, int line) {
        reach.mention(className, node, line);
    }

    @Override
    public void caught(@Nullable String className, int line) {
        if (className != null && LIMITS.contains(className)) {
            reach.found(node, line, ForbiddenTable.CATCHES_LIMIT, "");
        }
    }

    @Override
    public void result(Value value) {
        reach.result(node, value.sites());
    }

    @Override
    public Value declared(Value value, @Nullable Signature type) {
        if (!(type instanceof Signature.ClassTypeSig named) || named.typeArgs().isEmpty()) {
            return value;
        }
        Vector<String> arguments =
                Vector.ofAll(named.typeArgs())
                        .map(each ->
                                each instanceof Signature.TypeArg.Bounded bounded
                                                && !(bounded.boundType()
                                                        instanceof Signature.TypeVarSig)
                                        ? bounded.boundType()
                                        : null)
                        .map(Reading::descriptor);
        return reach.orders().declared(value, Reach.internalName(named), arguments);
    }

    private static String descriptor(@Nullable Signature type) {
        return switch (type) {
            case Signature.ClassTypeSig named -> named.classDesc().descriptorString();
            case Signature.ArrayTypeSig array -> "[" + array.componentSignature().signatureString();
            case null, default -> "Ljava/lang/Object;";
        };
    }
}
