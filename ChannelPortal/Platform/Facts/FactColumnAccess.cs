using System.Linq.Expressions;
using ChannelPortal.Platform.Data;

namespace ChannelPortal.Platform.Facts;

/// <summary>Compiled access to a column in its stored form: text, <c>long</c>, <c>int</c>, <c>double</c> or null.</summary>
internal sealed class FactColumnAccess
{
    private FactColumnAccess(Func<object, object?> get, Action<object, object?> set) => (Get, Set) = (get, set);

    public Func<object, object?> Get { get; }

    public Action<object, object?> Set { get; }

    public static FactColumnAccess For(System.Reflection.PropertyInfo property)
    {
        var row = Expression.Parameter(typeof(object));
        var typed = Expression.Property(Expression.Convert(row, property.DeclaringType!), property);
        var underlying = Nullable.GetUnderlyingType(property.PropertyType);
        var value = underlying is null ? (Expression)typed : Expression.Property(typed, "Value");
        Expression stored = Expression.Convert(ToStored(value), typeof(object));
        if (underlying is not null)
        {
            stored = Expression.Condition(Expression.Property(typed, "HasValue"), stored, Expression.Constant(null, typeof(object)));
        }

        var input = Expression.Parameter(typeof(object));
        var target = underlying ?? property.PropertyType;
        Expression assigned = Expression.Convert(FromStored(input, target), property.PropertyType);
        if (underlying is not null)
        {
            assigned = Expression.Condition(Expression.ReferenceEqual(input, Expression.Constant(null)), Expression.Default(property.PropertyType), assigned);
        }

        return new FactColumnAccess(
            Expression.Lambda<Func<object, object?>>(stored, row).Compile(),
            Expression.Lambda<Action<object, object?>>(Expression.Assign(typed, assigned), row, input).Compile());
    }

    private static Expression ToStored(Expression value) =>
        value.Type == typeof(bool) ? Expression.Condition(value, Expression.Constant(1), Expression.Constant(0))
        : value.Type == typeof(DateOnly) ? Expression.Call(typeof(EpochDay), nameof(EpochDay.Of), null, value)
        : value.Type == typeof(DateTimeOffset) ? Expression.Call(value, nameof(DateTimeOffset.ToUnixTimeMilliseconds), null)
        : value;

    private static Expression FromStored(Expression input, Type target)
    {
        if (target == typeof(string))
        {
            return Expression.Convert(input, typeof(string));
        }

        var via = target == typeof(double) ? nameof(Convert.ToDouble) : target == typeof(DateTimeOffset) || target == typeof(long) ? nameof(Convert.ToInt64) : nameof(Convert.ToInt32);
        Expression number = Expression.Call(typeof(FactColumnAccess), via, null, input);
        return target == typeof(bool) ? Expression.NotEqual(number, Expression.Constant(0))
            : target == typeof(DateOnly) ? Expression.Call(typeof(EpochDay), nameof(EpochDay.ToDate), null, number)
            : target == typeof(DateTimeOffset) ? Expression.Call(typeof(DateTimeOffset), nameof(DateTimeOffset.FromUnixTimeMilliseconds), null, number)
            : number;
    }

    private static long ToInt64(object? v) => Convert.ToInt64(v, System.Globalization.CultureInfo.InvariantCulture);

    private static int ToInt32(object? v) => Convert.ToInt32(v, System.Globalization.CultureInfo.InvariantCulture);

    private static double ToDouble(object? v) => Convert.ToDouble(v, System.Globalization.CultureInfo.InvariantCulture);
}
