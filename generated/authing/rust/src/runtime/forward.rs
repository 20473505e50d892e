//! What serializers around another one hand on to it as it is.

/// Implements methods of `Serializer` by those of the serializer in a field; without a list, those for single values other than
/// strings and floating-point numbers, and for what the types of a crate never are.
macro_rules! forward {
    ($field:tt) => {
        $crate::runtime::forward::forward! { $field =>
            serialize_bool(value: bool) -> S::Ok;
            serialize_i8(value: i8) -> S::Ok;
            serialize_i16(value: i16) -> S::Ok;
            serialize_i32(value: i32) -> S::Ok;
            serialize_i64(value: i64) -> S::Ok;
            serialize_i128(value: i128) -> S::Ok;
            serialize_u8(value: u8) -> S::Ok;
            serialize_u16(value: u16) -> S::Ok;
            serialize_u32(value: u32) -> S::Ok;
            serialize_u64(value: u64) -> S::Ok;
            serialize_u128(value: u128) -> S::Ok;
            serialize_char(value: char) -> S::Ok;
            serialize_bytes(value: &[u8]) -> S::Ok;
            serialize_none() -> S::Ok;
            serialize_unit() -> S::Ok;
            serialize_unit_struct(name: &'static str) -> S::Ok;
            serialize_unit_variant(name: &'static str, index: u32, variant: &'static str) -> S::Ok;
            serialize_tuple_struct(name: &'static str, length: usize) -> S::SerializeTupleStruct;
            serialize_tuple_variant(name: &'static str, index: u32, variant: &'static str, length: usize) -> S::SerializeTupleVariant;
            serialize_struct(name: &'static str, length: usize) -> S::SerializeStruct;
            serialize_struct_variant(name: &'static str, index: u32, variant: &'static str, length: usize) -> S::SerializeStructVariant;
        }
    };
    ($field:tt => $($name:ident($($argument:ident: $type:ty),*) -> $answer:ty;)*) => {$(
        fn $name(self, $($argument: $type),*) -> Result<$answer, S::Error> {
            self.$field.$name($($argument),*)
        }
    )*};
}
pub(super) use forward;
