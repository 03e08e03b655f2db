namespace ChannelPortal.Features.Notifications.Data;

/// <summary>Tells open bells and centres of this node that they count again.</summary>
internal sealed class NotificationSignals
{
    /// <summary>Raised with the people concerned; null means anybody, e.g. because another node wrote.</summary>
    public event Action<IReadOnlySet<Guid>?>? Rang;

    public void Ring(IReadOnlySet<Guid>? people)
    {
        if (people is null || people.Count > 0)
        {
            Rang?.Invoke(people);
        }
    }
}
