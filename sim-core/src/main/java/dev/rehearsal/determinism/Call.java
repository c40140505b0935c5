package dev.rehearsal.determinism;

import java.lang.constant.MethodTypeDesc;
import java.util.List;

/**
 * A call to a method that is not the author's, with what is known of its arguments.
 *
 * @param owner the class that the call names
 * @param arguments with the receiver in front, unless the method is static
 */
record Call(
        Node in,
        int line,
        String owner,
        String name,
        MethodTypeDesc type,
        boolean isStatic,
        List<Value> arguments) {

    boolean has(int index) {
        return index < arguments.size();
    }

    Value argument(int index) {
        return has(index) ? arguments.get(index) : Value.UNKNOWN;
    }

    /** The receiver; of a static method, the unknown. */
    Value receiver() {
        return isStatic ? Value.UNKNOWN : argument(0);
    }

    /** The arguments without the receiver. */
    List<Value> parameters() {
        return isStatic
                ? arguments
                : arguments.subList(Math.min(1, arguments.size()), arguments.size());
    }

    Value parameter(int index) {
        return argument(isStatic ? index : index + 1);
    }

    String result() {
        return type.returnType().descriptorString();
    }

    boolean is(String className, String method) {
        return owner.equals(className) && name.equals(method);
    }
}
