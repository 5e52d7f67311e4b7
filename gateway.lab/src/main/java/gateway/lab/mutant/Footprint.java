package gateway.lab.mutant;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.nio.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * How much memory an object keeps, in bytes: everything that can be reached from it through fields, but for what
 * belongs to others. Objects of the Java library are judged by what they hold, since their fields are not ours to see;
 * so the figure is a good estimate, not what a heap dump would say.
 */
final class Footprint {
    private static final int HEADER = 16;
    private static final int FIELD = 8;
    /** An entry of a map: the entry itself, and its place in the table. */
    private static final int ENTRY = 48;
    /** What zlib takes outside of the heap for a stream: a window of 32 KB and its tables. */
    private static final int ZLIB = 48 * 1024;

    private final Map<Class<?>, List<Field>> fields = new ConcurrentHashMap<>();
    private final Deque<Object> open = new ArrayDeque<>();
    private Set<Object> seen;
    private long bytes;

    /** What {@code root} keeps, without what can only be reached through {@code others}. */
    long of(Object root, Object... others) {
        seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Collections.addAll(seen, others);
        bytes = 0;
        add(root);
        while (!open.isEmpty()) {
            count(open.pop());
        }
        return bytes;
    }

    private void add(Object object) {
        boolean shared = object == null || object instanceof Class || object instanceof Enum
            || object instanceof ClassLoader || object instanceof Thread;
        if (!shared && seen.add(object)) {
            open.push(object);
        }
    }

    private void count(Object object) {
        bytes += HEADER;
        Class<?> type = object.getClass();
        if (type.isArray()) {
            countArray(object, type.getComponentType());
        } else if (type.getClassLoader() == null) {
            countLibrary(object);
        } else {
            countFields(object, type);
        }
    }

    private void countArray(Object array, Class<?> of) {
        int length = Array.getLength(array);
        bytes += (long) length * (of == byte.class || of == boolean.class ? 1 : of == long.class ? Long.BYTES : 4);
        if (array instanceof Object[] objects) {
            for (Object object : objects) {
                add(object);
            }
        }
    }

    private void countLibrary(Object object) {
        if (object instanceof CharSequence text) {
            bytes += HEADER + text.length();
        } else if (object instanceof Map<?, ?> map) {
            bytes += (long) ENTRY * map.size();
            map.forEach((key, value) -> {
                add(key);
                add(value);
            });
        } else if (object instanceof Collection<?> collection) {
            bytes += (long) FIELD * collection.size();
            collection.forEach(this::add);
        } else if (object instanceof Buffer buffer) {
            bytes += HEADER + buffer.capacity();
        } else if (object instanceof Inflater || object instanceof Deflater) {
            bytes += ZLIB;
        } else if (object instanceof java.io.ByteArrayOutputStream stream) {
            bytes += stream.size();
        } else {
            bytes += 2L * FIELD;
        }
    }

    private void countFields(Object object, Class<?> type) {
        for (Field field : fields.computeIfAbsent(type, Footprint::fieldsOf)) {
            bytes += FIELD;
            try {
                add(field.getType().isPrimitive() ? null : field.get(object));
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static List<Field> fieldsOf(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
            for (Field field : declaring.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && isOpen(field)) {
                    fields.add(field);
                }
            }
        }
        return fields;
    }

    /** Fields of library classes that ours extend are not. */
    private static boolean isOpen(Field field) {
        try {
            field.setAccessible(true);
            return true;
        } catch (InaccessibleObjectException theLibrarys) {
            return false;
        }
    }
}
