using System.Collections;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Mlops.Storage.Sqlite;

/// <summary>
/// The rows of a running statement, as ADO.NET's readers are used; closing it makes the statement ready for its next run.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "It is a row to its users; that it can be enumerated is ADO.NET's wish.")]
[SuppressMessage("Design", "CA1010", Justification = "ADO.NET's readers are not generic.")]
internal sealed unsafe class SqliteRow(SqliteStatement statement) : DbDataReader
{
    public override int FieldCount => SqliteNative.ColumnCount(statement.Handle);

    public override int Depth => 0;

    public override bool HasRows => throw Unused();

    public override bool IsClosed => false;

    public override int RecordsAffected => -1;

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetValue(GetOrdinal(name));

    public override bool Read() => statement.Step();

    public override bool NextResult() => false;

    public override void Close() => statement.Reset();

    public override bool IsDBNull(int ordinal) => SqliteNative.ColumnType(statement.Handle, ordinal) == SqliteNative.Null;

    public override long GetInt64(int ordinal) => SqliteNative.ColumnInt64(statement.Handle, ordinal);

    public override int GetInt32(int ordinal) => checked((int)GetInt64(ordinal));

    public override short GetInt16(int ordinal) => checked((short)GetInt64(ordinal));

    public override byte GetByte(int ordinal) => checked((byte)GetInt64(ordinal));

    public override bool GetBoolean(int ordinal) => GetInt64(ordinal) != 0;

    public override double GetDouble(int ordinal) => SqliteNative.ColumnDouble(statement.Handle, ordinal);

    public override float GetFloat(int ordinal) => (float)GetDouble(ordinal);

    public override string GetString(int ordinal)
    {
        var text = SqliteNative.ColumnText(statement.Handle, ordinal);
        return text is null
            ? throw new InvalidCastException("A text was expected where the database has none.")
            : Encoding.UTF8.GetString(text, SqliteNative.ColumnBytes(statement.Handle, ordinal));
    }

    public override object GetValue(int ordinal) => SqliteNative.ColumnType(statement.Handle, ordinal) switch
    {
        SqliteNative.Integer => GetInt64(ordinal),
        SqliteNative.Float => GetDouble(ordinal),
        SqliteNative.Text => GetString(ordinal),
        SqliteNative.Blob => Bytes(ordinal).ToArray(),
        _ => DBNull.Value,
    };

    public override T GetFieldValue<T>(int ordinal) => (T)GetValue(ordinal);

    public override int GetValues(object[] values)
    {
        var count = Math.Min(values.Length, FieldCount);
        for (var i = 0; i < count; i++)
        {
            values[i] = GetValue(i);
        }

        return count;
    }

    public override string GetName(int ordinal) => Marshal.PtrToStringUTF8((nint)SqliteNative.ColumnName(statement.Handle, ordinal)) ?? "";

    public override int GetOrdinal(string name)
    {
        for (var i = 0; i < FieldCount; i++)
        {
            if (GetName(i) == name)
            {
                return i;
            }
        }

        throw new ArgumentException($"There is no column '{name}'.", nameof(name));
    }

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length)
    {
        var bytes = Bytes(ordinal);
        if (buffer is null)
        {
            return bytes.Length;
        }

        var part = bytes[(int)dataOffset..];
        part = part[..Math.Min(part.Length, length)];
        part.CopyTo(buffer.AsSpan(bufferOffset));
        return part.Length;
    }

    public override string GetDataTypeName(int ordinal) => SqliteNative.ColumnType(statement.Handle, ordinal).ToString(CultureInfo.InvariantCulture);

    public override Type GetFieldType(int ordinal) => GetValue(ordinal).GetType();

    public override char GetChar(int ordinal) => throw Unused();

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => throw Unused();

    public override DateTime GetDateTime(int ordinal) => throw Unused();

    public override decimal GetDecimal(int ordinal) => throw Unused();

    public override Guid GetGuid(int ordinal) => throw Unused();

    public override IEnumerator GetEnumerator() => throw Unused();

    private ReadOnlySpan<byte> Bytes(int ordinal)
    {
        var bytes = SqliteNative.ColumnBlob(statement.Handle, ordinal);
        return new ReadOnlySpan<byte>(bytes, SqliteNative.ColumnBytes(statement.Handle, ordinal));
    }

    private static NotSupportedException Unused() => new("The stores read numbers, texts and bytes only.");
}
