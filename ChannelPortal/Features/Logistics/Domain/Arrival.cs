namespace ChannelPortal.Features.Logistics.Domain;

/// <summary>When a shipment should be there: the likely day, and the day by which nine of ten are.</summary>
internal sealed record Arrival(DateOnly Likely, DateOnly Latest)
{
    /// <summary>The last event and the lane's days from there on: half of all shipments take P50, nine of ten P90 at most.</summary>
    /// <param name="last">Business day of the last event.</param>
    /// <param name="today">Goods that are not there yet arrive today at the earliest.</param>
    /// <param name="shareLeft">How much of the way is left from the last known place, 0 to 1.</param>
    public static Arrival Of(DateOnly last, TrackingState state, int p50, int p90, double shareLeft, DateOnly today)
    {
        var (likely, latest) = state == TrackingState.OutForDelivery ? (0, 1) : (Days(p50), Math.Max(Days(p50) + 1, Days(p90)));
        return new Arrival(Later(last.AddDays(likely)), Later(last.AddDays(latest)));

        int Days(int days) => (int)Math.Ceiling(days * Math.Clamp(shareLeft, 0, 1));

        DateOnly Later(DateOnly day) => day < today ? today : day;
    }
}
