package dev.rehearsal.value;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;

/**
 * A record: its class name, then its components in order.
 *
 * <p>All accessors and their fingerprints are composed into one method handle, once per class, so
 * that a fingerprint is one call and no component is boxed.
 */
final class RecordShape extends Shape {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final MethodType TO_LONG = MethodType.methodType(long.class, Object.class);

    private final Class<?> type;
    private final RecordComponent[] components;
    private final MethodHandle fingerprint;
    private final Constructor<?> constructor;

    private RecordShape(
            Class<?> type,
            RecordComponent[] components,
            MethodHandle fingerprint,
            Constructor<?> constructor) {
        super(type);
        this.type = type;
        this.components = components;
        this.fingerprint = fingerprint;
        this.constructor = constructor;
    }

    static RecordShape make(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        var parameters = new Class<?>[components.length];
        try {
            long seed = Fingerprint.fold(Fingerprint.of(type.getName()), components.length);
            MethodHandle all =
                    MethodHandles.dropArguments(
                            MethodHandles.constant(long.class, seed), 0, Object.class);
            MethodHandle fold =
                    LOOKUP.findStatic(
                            Fingerprint.class,
                            "fold",
                            MethodType.methodType(long.class, long.class, long.class));
            for (int i = 0; i < components.length; i++) {
                parameters[i] = components[i].getType();
                components[i].getAccessor().setAccessible(true);
                MethodHandle get = LOOKUP.unreflect(components[i].getAccessor());
                MethodHandle one =
                        MethodHandles.filterReturnValue(get, fingerprintOf(components[i].getType()))
                                .asType(TO_LONG);
                MethodHandle two = MethodHandles.filterArguments(fold, 0, all, one);
                all = MethodHandles.permuteArguments(two, TO_LONG, 0, 0);
            }
            Constructor<?> constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return new RecordShape(type, components, all, constructor);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("record must be readable: " + type.getName(), e);
        }
    }

    private static MethodHandle fingerprintOf(Class<?> component)
            throws ReflectiveOperationException {
        String name =
                switch (component.getName()) {
                    case "int" -> "ofInt";
                    case "long" -> "ofLong";
                    case "boolean" -> "ofBoolean";
                    case "double" -> "ofDouble";
                    case "float" -> "ofFloat";
                    case "short" -> "ofShort";
                    case "byte" -> "ofByte";
                    case "char" -> "ofChar";
                    default -> "any";
                };
        if (name.equals("any")) {
            MethodHandle any =
                    LOOKUP.findStatic(
                            Fingerprint.class,
                            name,
                            MethodType.methodType(long.class, Object.class));
            return any.asType(MethodType.methodType(long.class, component));
        }
        return LOOKUP.findStatic(Shapes.class, name, MethodType.methodType(long.class, component));
    }

    @Override
    public long fingerprint(Object value) {
        try {
            return (long) fingerprint.invokeExact(value);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("record must be readable: " + type.getName(), e);
        }
    }

    @Override
    WideFingerprint wideFingerprint(Object value) {
        WideFingerprint all = WideFingerprint.ofText(components.length, type.getName());
        for (RecordComponent component : components) {
            all = all.fold(WideFingerprint.any(read(component, value)));
        }
        return all;
    }

    @Override
    Iterable<Part> parts(Object value) {
        var parts = new ArrayList<Part>(components.length);
        for (RecordComponent component : components) {
            parts.add(new Part("." + component.getName(), read(component, value)));
        }
        return parts;
    }

    RecordComponent[] components() {
        return components;
    }

    @Nullable Object read(RecordComponent component, Object value) {
        try {
            return component.getAccessor().invoke(value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("record must be readable: " + type.getName(), e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(
                    "accessor of a record must not throw: "
                            + type.getName()
                            + "."
                            + component.getName(),
                    e.getCause());
        }
    }

    Object construct(@Nullable Object[] arguments) {
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    "record refuses its own encoded components: " + type.getName(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("record must be constructible: " + type.getName(), e);
        }
    }
}
