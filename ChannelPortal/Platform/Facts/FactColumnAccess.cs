using System.Linq.Expressions;
using System.Reflection;
using ChannelPortal.Platform.Data;

namespace ChannelPortal.Platform.Facts;

/// <summary>Compiled access to a column in its stored form.</summary>
internal sealed class FactColumnAccess
{
    private FactColumnAccess(Func<FactRow, FactValue> get, Action<FactRow, FactValue> set) => (Get, Set) = (get, set);

    public Func<FactRow, FactValue> Get { get; }

    public Action<FactRow, FactValue> Set { get; }

    public static FactColumnAccess For(PropertyInfo property)
    {
        var row = Expression.Parameter(typeof(FactRow));
        var typed = Expression.Property(Expression.Convert(row, property.DeclaringType!), property);
        var underlying = Nullable.GetUnderlyingType(property.PropertyType);
        var stored = Stored(underlying is null ? typed : Expression.Property(typed, "Value"));
        var value = Expression.Parameter(typeof(FactValue));
        var assigned = Expression.Convert(Natural(value, underlying ?? property.PropertyType), property.PropertyType) as Expression;
        if (underlying is not null)
        {
            stored = Expression.Condition(Expression.Property(typed, "HasValue"), stored, Expression.Default(typeof(FactValue)));
            assigned = Expression.Condition(Expression.Property(value, nameof(FactValue.IsNull)), Expression.Default(property.PropertyType), assigned);
        }

        return new FactColumnAccess(
            Expression.Lambda<Func<FactRow, FactValue>>(stored, row).Compile(),
            Expression.Lambda<Action<FactRow, FactValue>>(Expression.Assign(typed, assigned), row, value).Compile());
    }

    private static Expression Stored(Expression value) => Expression.Call(
        typeof(FactValue),
        nameof(FactValue.Of),
        null,
        value.Type == typeof(string) || value.Type == typeof(double) ? value
            : value.Type == typeof(bool) ? Expression.Condition(value, Expression.Constant(1L), Expression.Constant(0L))
            : value.Type == typeof(DateTimeOffset) ? Expression.Call(value, nameof(DateTimeOffset.ToUnixTimeMilliseconds), null)
            : Expression.Convert(value.Type == typeof(DateOnly) ? Expression.Call(typeof(EpochDay), nameof(EpochDay.Of), null, value) : value, typeof(long)));

    private static Expression Natural(Expression value, Type type) =>
        type == typeof(string) ? Expression.Property(value, nameof(FactValue.Text))
        : type == typeof(double) ? Expression.Property(value, nameof(FactValue.Double))
        : type == typeof(bool) ? Expression.NotEqual(Expression.Property(value, nameof(FactValue.Long)), Expression.Constant(0L))
        : type == typeof(DateOnly) ? Expression.Call(typeof(EpochDay), nameof(EpochDay.ToDate), null, Expression.Property(value, nameof(FactValue.Int)))
        : type == typeof(DateTimeOffset) ? Expression.Call(typeof(DateTimeOffset), nameof(DateTimeOffset.FromUnixTimeMilliseconds), null, Expression.Property(value, nameof(FactValue.Long)))
        : type == typeof(int) ? Expression.Property(value, nameof(FactValue.Int))
        : Expression.Property(value, nameof(FactValue.Long));
}
