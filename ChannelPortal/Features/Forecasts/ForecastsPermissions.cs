namespace ChannelPortal.Features.Forecasts;

/// <summary>Rows of permissions.csv.</summary>
internal static class ForecastsPermissions
{
    /// <summary>Forecasts of the own scope: dealers, and totals whose dealers all lie in it.</summary>
    public const string Read = "forecasts.read";

    /// <summary>A dealer's own forecasts.</summary>
    public const string Own = "forecasts.read-own";

    public const string Adjust = "forecasts.adjust";
}
