package dev.rehearsal.determinism;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.lang.classfile.AnnotationValue;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassSignature;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.RecordComponentInfo;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.reflect.AccessFlag;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a scan asks about one class. Methods are keyed by name and descriptor. */
final class ClassInfo {

    private static final String ALLOWED = LeakAllowed.class.descriptorString();

    private final ClassModel model;
    private final String name;
    private final @Nullable String superName;
    private final Vector<String> interfaces;
    private @Nullable Map<String, MethodModel> methods;
    private @Nullable Map<String, FieldModel> fields;

    ClassInfo(ClassModel model) {
        this.model = model;
        this.name = model.thisClass().asInternalName();
        this.superName = model.superclass().map(ClassEntry::asInternalName).orElse(null);
        this.interfaces = Vector.ofAll(model.interfaces()).map(ClassEntry::asInternalName);
    }

    String name() {
        return name;
    }

    @Nullable String superName() {
        return superName;
    }

    Vector<String> interfaces() {
        return interfaces;
    }

    boolean is(AccessFlag flag) {
        return model.flags().has(flag);
    }

    boolean isConcrete() {
        return !is(AccessFlag.ABSTRACT) && !is(AccessFlag.INTERFACE);
    }

    boolean isRecord() {
        return "java/lang/Record".equals(superName);
    }

    /** The methods in the order of the class file, by name and descriptor. */
    Map<String, MethodModel> methods() {
        if (methods == null) {
            methods = new LinkedHashMap<>();
            for (MethodModel method : model.methods()) {
                methods.put(
                        method.methodName().stringValue() + method.methodType().stringValue(),
                        method);
            }
        }
        return methods;
    }

    Map<String, FieldModel> fields() {
        if (fields == null) {
            fields = new LinkedHashMap<>();
            for (FieldModel field : model.fields()) {
                fields.put(field.fieldName().stringValue(), field);
            }
        }
        return fields;
    }

    /** The permitted subclasses of a sealed type. */
    Vector<String> permitted() {
        return model.findAttribute(Attributes.permittedSubclasses())
                .map(a -> Vector.ofAll(a.permittedSubclasses()).map(ClassEntry::asInternalName))
                .orElse(Vector.empty());
    }

    /** The descriptors of a record's components. */
    Vector<String> components() {
        return model.findAttribute(Attributes.record())
                .map(a -> Vector.ofAll(a.components()).map(RecordComponentInfo::descriptor))
                .map(all -> all.map(each -> each.stringValue()))
                .orElse(Vector.empty());
    }

    @Nullable ClassSignature signature() {
        return model.findAttribute(Attributes.signature())
                .map(a -> a.asClassSignature())
                .orElse(null);
    }

    /** Whether a method is the one that the compiler makes for a record. */
    boolean isGenerated(String method) {
        MethodModel found = methods().get(method);
        if (found == null || found.code().isEmpty()) {
            return false;
        }
        for (var element : found.code().get()) {
            if (element instanceof InvokeDynamicInstruction dynamic) {
                DirectMethodHandleDesc bootstrap = dynamic.bootstrapMethod();
                return bootstrap.owner().displayName().equals("ObjectMethods");
            }
        }
        return false;
    }

    /** The reason of {@link LeakAllowed} on the class or the classes around it, or null. */
    @Nullable String allowed(CodeBase code) {
        String reason = reason(model);
        if (reason != null) {
            return reason;
        }
        int nested = name.lastIndexOf('$');
        ClassInfo around = nested > 0 ? code.find(name.substring(0, nested)) : null;
        return around == null ? null : around.allowed(code);
    }

    /** The reason of {@link LeakAllowed} on a class or method, or null. */
    static @Nullable String reason(AttributedElement element) {
        return element.findAttribute(Attributes.runtimeInvisibleAnnotations()).stream()
                .flatMap(a -> a.annotations().stream())
                .filter(annotation -> annotation.className().equalsString(ALLOWED))
                .flatMap(annotation -> annotation.elements().stream())
                .map(each -> each.value() instanceof AnnotationValue.OfString text ? text : null)
                .map(text -> text == null ? "" : text.stringValue())
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse(null);
    }
}
