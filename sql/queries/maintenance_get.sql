select thidua.maintenance_get() as "on"
