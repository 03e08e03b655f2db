using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Platform.Facts;

/// <summary>Maps fact log, fact tables and rollups.</summary>
internal static class FactModel
{
    public static void Configure(ModelBuilder builder, FactCatalog catalog)
    {
        foreach (var fact in catalog.Facts)
        {
            var entity = builder.Entity(fact.Type);
            entity.ToTable("fact_" + fact.Name).HasAnnotation("Fact", fact.Name);
            entity.HasKey([.. fact.Key.Select(c => c.Property.Name)]);
            foreach (var column in fact.Columns)
            {
                var property = entity.Property(column.Property.Name).HasColumnName(column.Name).ValueGeneratedNever();
                if (column.MaxLength > 0)
                {
                    property.HasMaxLength(column.MaxLength);
                }

                if (column.Kind == FactColumnKind.Flag)
                {
                    property.HasConversion<int>();
                }
            }

            if (fact.BusinessDate is { } date && fact.DealerColumn is { } dealer && !fact.IsDimension)
            {
                entity.HasIndex(dealer.Property.Name, date.Property.Name);
                entity.HasIndex(date.Property.Name);
            }
        }

        foreach (var rollup in catalog.Rollups)
        {
            var entity = builder.Entity(rollup.Type);
            entity.ToTable("rollup_" + rollup.Name).HasAnnotation("Fact", rollup.Name);
            entity.HasKey([.. rollup.Keys.Select(k => k.Property.Name)]);
            foreach (var key in rollup.Keys)
            {
                var property = entity.Property(key.Property.Name).HasColumnName(key.Name).ValueGeneratedNever();
                if (key.Source.MaxLength > 0)
                {
                    property.HasMaxLength(key.Source.MaxLength);
                }

                if (key.Source == rollup.Fact.BusinessDate || (key.Hour && rollup.Keys.All(k => k.Source != rollup.Fact.BusinessDate)))
                {
                    entity.HasIndex(key.Property.Name);
                }
            }

            foreach (var sum in rollup.Sums)
            {
                entity.Property(sum.Property.Name).HasColumnName(sum.Name).ValueGeneratedNever();
            }
        }
    }
}
