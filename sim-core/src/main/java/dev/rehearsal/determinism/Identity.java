package dev.rehearsal.determinism;

import java.util.HashMap;
import java.util.Map;

/**
 * Which types have a hash or a text that comes from identity, themselves or in their components.
 */
final class Identity {

    private static final String OBJECT = "java/lang/Object";
    private static final String ENUM = "java/lang/Enum";

    private final CodeBase code;
    private final Map<String, Boolean> known = new HashMap<>();

    Identity(CodeBase code) {
        this.code = code;
    }

    /** Whether the hash of this type differs from JVM to JVM, as far as the type tells. */
    boolean isHashed(String descriptor) {
        return judge(descriptor, "hashCode()I");
    }

    /** Whether the text of this type differs from JVM to JVM, as far as the type tells. */
    boolean isPrinted(String descriptor) {
        return judge(descriptor, "toString()Ljava/lang/String;");
    }

    private boolean judge(String descriptor, String method) {
        if (descriptor.startsWith("[")) {
            return true;
        }
        String name = Value.className(descriptor);
        if (name == null || name.equals(OBJECT) || name.equals("java/lang/Void")) {
            return false;
        }
        Boolean before = known.putIfAbsent(method + name, false);
        if (before != null) {
            return before;
        }
        boolean identity = judgeClass(name, method);
        known.put(method + name, identity);
        return identity;
    }

    private boolean judgeClass(String name, String method) {
        ClassInfo info = code.find(name);
        if (info == null) {
            return false;
        }
        if (code.isSubtype(name, ENUM)) {
            return method.startsWith("hashCode");
        }
        if (!info.isConcrete()) {
            return info.permitted().exists(each -> judge("L" + each + ";", method));
        }
        ClassInfo declaring = code.declaring(name, method);
        if (declaring == null || declaring.name().equals(OBJECT)) {
            return true;
        }
        return info.isRecord()
                && info.isGenerated(method)
                && info.components().exists(each -> judge(each, method));
    }
}
